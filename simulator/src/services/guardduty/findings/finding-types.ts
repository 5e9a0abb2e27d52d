interface Kind {
  readonly resourceType: string;
  /** the finding types on AWS's "GuardDuty finding types" page, by severity */
  readonly types: Readonly<Record<number, readonly string[]>>;
}

const named = (prefix: string, names: readonly string[]): string[] => names.map((name) => `${prefix}${name}`);

const EC2: Kind = {
  resourceType: 'Instance',
  types: {
    2: [
      ...named('UnauthorizedAccess:EC2/', ['RDPBruteForce', 'SSHBruteForce']),
      'Impact:EC2/SuspiciousDomainRequest.Reputation',
      'Impact:EC2/WinRMBruteForce',
      'Recon:EC2/PortProbeUnprotectedPort',
    ],
    5: [
      ...named('Behavior:EC2/', ['NetworkPortUnusual', 'TrafficVolumeUnusual']),
      ...named('DefenseEvasion:EC2/', ['UnusualDNSResolver', 'UnusualDoHActivity', 'UnusualDoTActivity']),
      ...named('Impact:EC2/', ['AbusedDomainRequest.Reputation', 'MaliciousDomainRequest.Custom']),
      ...named('Trojan:EC2/', ['BlackholeTraffic', 'BlackholeTraffic!DNS', 'DropPoint', 'DropPoint!DNS']),
      'Backdoor:EC2/Spambot',
      'Recon:EC2/Portscan',
      'UnauthorizedAccess:EC2/MaliciousIPCaller.Custom',
    ],
    8: [
      ...named('Backdoor:EC2/C&CActivity.B', ['', '!DNS']),
      ...named('Backdoor:EC2/DenialOfService.', ['Dns', 'Tcp', 'Udp', 'UdpOnTcpPorts', 'UnusualProtocol']),
      ...named('CryptoCurrency:EC2/BitcoinTool.B', ['', '!DNS']),
      ...named('Impact:EC2/', ['BitcoinDomainRequest.Reputation', 'MaliciousDomainRequest.Reputation', 'PortSweep']),
      ...named('Trojan:EC2/', ['DGADomainRequest.B', 'DGADomainRequest.C!DNS', 'DNSDataExfiltration']),
      ...named('Trojan:EC2/', ['DriveBySourceTraffic!DNS', 'PhishingDomainRequest!DNS']),
      ...named('UnauthorizedAccess:EC2/', ['MetadataDNSRebind', 'TorClient', 'TorRelay']),
      'Execution:EC2/MaliciousFile',
      'Recon:EC2/PortProbeEMRUnprotectedPort',
    ],
    9: ['AttackSequence:EC2/CompromisedInstanceGroup'],
  },
};

const IAM: Kind = {
  resourceType: 'AccessKey',
  types: {
    2: [
      ...named('Policy:IAMUser/', ['RootCredentialUsage', 'ShortTermRootCredentialUsage']),
      ...named('Stealth:IAMUser/', ['CloudTrailLoggingDisabled', 'PasswordPolicyChange']),
      'Discovery:IAMUser/AnomalousBehavior',
    ],
    5: [
      ...named('CredentialAccess:IAMUser/', ['AnomalousBehavior']),
      ...named('DefenseEvasion:IAMUser/', ['AnomalousBehavior', 'BedrockLoggingDisabled']),
      ...named('PenTest:IAMUser/', ['KaliLinux', 'ParrotLinux', 'PentooLinux']),
      ...named('Recon:IAMUser/', ['MaliciousIPCaller', 'MaliciousIPCaller.Custom', 'TorIPCaller']),
      ...named('UnauthorizedAccess:IAMUser/', ['ConsoleLoginSuccess.B', 'MaliciousIPCaller']),
      ...named('UnauthorizedAccess:IAMUser/', ['MaliciousIPCaller.Custom', 'TorIPCaller']),
      'InitialAccess:IAMUser/AnomalousBehavior',
      'Persistence:IAMUser/AnomalousBehavior',
      'PrivilegeEscalation:IAMUser/AnomalousBehavior',
    ],
    8: [
      ...named('UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.', ['InsideAWS', 'OutsideAWS']),
      'CredentialAccess:IAMUser/CompromisedCredentials',
      'UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS',
      'Exfiltration:IAMUser/AnomalousBehavior',
      'Impact:IAMUser/AnomalousBehavior',
    ],
    9: ['AttackSequence:IAM/CompromisedCredentials'],
  },
};

const S3: Kind = {
  resourceType: 'S3Bucket',
  types: {
    2: [
      ...named('Policy:S3/', ['AccountBlockPublicAccessDisabled', 'BucketBlockPublicAccessDisabled']),
      'Discovery:S3/AnomalousBehavior',
      'Stealth:S3/ServerAccessLoggingDisabled',
    ],
    5: [
      ...named('PenTest:S3/', ['KaliLinux', 'ParrotLinux', 'PentooLinux']),
      'Discovery:S3/TorIPCaller',
      'Impact:S3/AnomalousBehavior.Write',
    ],
    8: [
      ...named('Discovery:S3/', ['MaliciousIPCaller', 'MaliciousIPCaller.Custom']),
      ...named('Exfiltration:S3/', ['AnomalousBehavior', 'MaliciousIPCaller']),
      ...named('Impact:S3/', ['AnomalousBehavior.Delete', 'AnomalousBehavior.Permission', 'MaliciousIPCaller']),
      ...named('Policy:S3/', ['BucketAnonymousAccessGranted', 'BucketPublicAccessGranted']),
      ...named('UnauthorizedAccess:S3/', ['MaliciousIPCaller.Custom', 'TorIPCaller']),
      'Object:S3/MaliciousFile',
    ],
    9: ['AttackSequence:S3/CompromisedData'],
  },
};

const CALLERS = ['MaliciousIPCaller', 'MaliciousIPCaller.Custom', 'SuccessfulAnonymousAccess', 'TorIPCaller'];

const EKS: Kind = {
  resourceType: 'EKSCluster',
  types: {
    2: [
      'Discovery:Kubernetes/AnomalousBehavior.PermissionChecked',
      'Execution:Kubernetes/AnomalousBehavior.WorkloadDeployed',
      'PrivilegeEscalation:Kubernetes/AnomalousBehavior.RoleCreated',
    ],
    5: [
      ...named('Discovery:Kubernetes/', CALLERS),
      ...named('Execution:Kubernetes/', ['AnomalousBehavior.ExecInPod', 'ExecInKubeSystemPod']),
      ...named('Persistence:Kubernetes/', ['ContainerWithSensitiveMount', 'MaliciousIPCaller', 'TorIPCaller']),
      ...named('Policy:Kubernetes/', ['ExposedDashboard', 'KubeflowDashboardExposed']),
      'CredentialAccess:Kubernetes/AnomalousBehavior.SecretsAccessed',
      'Persistence:Kubernetes/MaliciousIPCaller.Custom',
      'PrivilegeEscalation:Kubernetes/AnomalousBehavior.RoleBindingCreated',
      'PrivilegeEscalation:Kubernetes/PrivilegedContainer',
    ],
    8: [
      ...named('CredentialAccess:Kubernetes/', CALLERS),
      ...named('DefenseEvasion:Kubernetes/', CALLERS),
      ...named('Impact:Kubernetes/', CALLERS),
      ...named('Policy:Kubernetes/', ['AdminAccessToDefaultServiceAccount', 'AnonymousAccessGranted']),
      'Execution:Kubernetes/MaliciousFile',
      'Persistence:Kubernetes/AnomalousBehavior.WorkloadDeployed!ContainerWithSensitiveMount',
      'Persistence:Kubernetes/SuccessfulAnonymousAccess',
      'PrivilegeEscalation:Kubernetes/AnomalousBehavior.WorkloadDeployed!PrivilegedContainer',
    ],
    9: ['AttackSequence:EKS/CompromisedCluster'],
  },
};

const CONTAINERS: Kind = {
  resourceType: 'ECSCluster',
  types: {
    8: ['Execution:ECS/MaliciousFile', 'Execution:Container/MaliciousFile'],
    9: ['AttackSequence:ECS/CompromisedCluster'],
  },
};

const RUNTIME: Kind = {
  resourceType: 'Instance',
  types: {
    5: [
      ...named('DefenseEvasion:Runtime/', ['FilelessExecution', 'ProcessInjection.Ptrace', 'PtraceAntiDebugging']),
      ...named('Execution:Runtime/', ['NewBinaryExecuted', 'NewLibraryLoaded', 'SuspiciousTool']),
      ...named('Trojan:Runtime/', ['BlackholeTraffic', 'BlackholeTraffic!DNS', 'DropPoint', 'DropPoint!DNS']),
      'Impact:Runtime/AbusedDomainRequest.Reputation',
      'PrivilegeEscalation:Runtime/DockerSocketAccessed',
    ],
    8: [
      ...named('Backdoor:Runtime/C&CActivity.B', ['', '!DNS']),
      ...named('CryptoCurrency:Runtime/BitcoinTool.B', ['', '!DNS']),
      ...named('DefenseEvasion:Runtime/ProcessInjection.', ['Proc', 'VirtualMemoryWrite']),
      ...named('Execution:Runtime/', ['MaliciousFileExecuted', 'ReverseShell']),
      ...named('Impact:Runtime/', ['BitcoinDomainRequest.Reputation', 'CryptoMinerExecuted']),
      ...named('PrivilegeEscalation:Runtime/', [
        'CGroupsReleaseAgentModified',
        'RuncContainerEscape',
        'UserfaultfdUsage',
      ]),
      ...named('Trojan:Runtime/', ['DGADomainRequest.C!DNS', 'PhishingDomainRequest!DNS']),
      ...named('UnauthorizedAccess:Runtime/', ['MetadataDNSRebind', 'TorClient', 'TorRelay']),
    ],
  },
};

const RDS: Kind = {
  resourceType: 'RDSDBInstance',
  types: {
    2: ['CredentialAccess:RDS/AnomalousBehavior.FailedLogin'],
    5: [
      ...named('Discovery:RDS/', ['MaliciousIPCaller', 'TorIPCaller']),
      ...named('CredentialAccess:RDS/', ['MaliciousIPCaller.FailedLogin', 'TorIPCaller.FailedLogin']),
    ],
    8: named('CredentialAccess:RDS/', [
      'AnomalousBehavior.SuccessfulBruteForce',
      'AnomalousBehavior.SuccessfulLogin',
      'MaliciousIPCaller.SuccessfulLogin',
      'TorIPCaller.SuccessfulLogin',
    ]),
  },
};

const LAMBDA: Kind = {
  resourceType: 'Lambda',
  types: {
    5: [
      ...named('Trojan:Lambda/', ['BlackholeTraffic', 'DropPoint']),
      'UnauthorizedAccess:Lambda/MaliciousIPCaller.Custom',
    ],
    8: [
      'Backdoor:Lambda/C&CActivity.B',
      'CryptoCurrency:Lambda/BitcoinTool.B',
      ...named('UnauthorizedAccess:Lambda/', ['TorClient', 'TorRelay']),
    ],
  },
};

export interface FindingType {
  readonly type: string;
  readonly severity: number;
  readonly resourceType: string;
}

/** The finding types for which there are sample findings. */
export const FINDING_TYPES: ReadonlyMap<string, FindingType> = new Map(
  [EC2, IAM, S3, EKS, CONTAINERS, RUNTIME, RDS, LAMBDA].flatMap(({ resourceType, types }) =>
    Object.entries(types).flatMap(([severity, names]) =>
      names.map((type) => [type, { type, severity: Number(severity), resourceType }] as const),
    ),
  ),
);
