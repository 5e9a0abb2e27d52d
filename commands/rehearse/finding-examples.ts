/** A finding that the rehearsal raises, with GuardDuty's texts for such an event. */
export interface Example {
  readonly finding: Readonly<Record<string, unknown> & { type: string; severity: number }>;
  /** the number of regions: a call to a global service has a finding in each */
  readonly regions: number;
}

const ATTACKER = '198.51.100.7';
const USER = { userType: 'IAMUser', userName: 'deploy', principalId: 'AIDA1EXAMPLEUSER00000' };
const ROLE = {
  userType: 'AssumedRole',
  userName: 'WebServer',
  principalId: 'AROA1EXAMPLEROLE00000:i-0123456789abcdef0',
};

/** One of each severity. */
export const EXAMPLES: readonly Example[] = [
  {
    regions: 1,
    finding: {
      type: 'AttackSequence:IAM/CompromisedCredentials',
      severity: 9,
      title: 'The IAM user deploy was probably compromised: a sequence of actions points to it.',
      description: `Calls from ${ATTACKER} listed users and roles, made a new access key, and stopped the trail within twenty minutes.`,
      resource: { resourceType: 'AttackSequence' },
      // the actions are in its signals, the finding has no action
      service: { additionalInfo: {}, action: {}, detection: { sequence: sequence() } },
    },
  },
  {
    regions: 1,
    finding: {
      type: 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS',
      severity: 8,
      title: 'Credentials for the EC2 instance role WebServer were used from an external IP address.',
      description: `Credentials created exclusively for an EC2 instance through the role WebServer have been used from the external IP address ${ATTACKER}.`,
      resource: { resourceType: 'AccessKey', accessKeyDetails: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', ...ROLE } },
      service: { additionalInfo: {}, action: call('s3.amazonaws.com', 'ListBuckets') },
    },
  },
  {
    regions: 2,
    finding: {
      type: 'Recon:IAMUser/MaliciousIPCaller',
      severity: 5,
      title: 'The API ListUsers was invoked from a known malicious IP address.',
      description: `The API ListUsers, commonly used for reconnaissance, was invoked from the IP address ${ATTACKER}.`,
      resource: { resourceType: 'AccessKey', accessKeyDetails: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', ...USER } },
      service: { additionalInfo: {}, action: call('iam.amazonaws.com', 'ListUsers') },
    },
  },
  {
    regions: 1,
    finding: {
      type: 'Recon:EC2/PortProbeUnprotectedPort',
      severity: 2,
      title: 'Unprotected port on EC2 instance i-99999999 is being probed.',
      service: { additionalInfo: {} },
    },
  },
];

function call(serviceName: string, api: string) {
  const remoteIpDetails = { ipAddressV4: ATTACKER, country: { countryName: 'Ruritania' } };
  return {
    actionType: 'AWS_API_CALL',
    awsApiCallAction: { api, serviceName, callerType: 'Remote IP', remoteIpDetails },
  };
}

function sequence() {
  const user = {
    name: USER.userName,
    uid: USER.principalId,
    type: USER.userType,
    credentialUid: 'AKIAIOSFODNN7EXAMPLE',
  };
  const signal = (name: string) => ({
    uid: name,
    type: 'CLOUD_TRAIL',
    name,
    count: 1,
    actorIds: ['a-1'],
    endpointIds: ['e-1'],
  });
  return {
    uid: 'sequence-1',
    description: 'Calls of one user that belong together.',
    actors: [{ id: 'a-1', user }],
    resources: [{ uid: 'AKIAIOSFODNN7EXAMPLE', resourceType: 'ACCESS_KEY', data: { accessKey: USER } }],
    endpoints: [{ id: 'e-1', ip: ATTACKER, location: { country: 'Ruritania' } }],
    signals: ['ListUsers', 'CreateAccessKey', 'StopLogging'].map(signal),
    sequenceIndicators: [
      { key: 'ATTACK_TACTIC', title: 'MITRE tactics', values: ['Discovery', 'Persistence', 'Defense Evasion'] },
      { key: 'ATTACK_TECHNIQUE', title: 'MITRE techniques', values: ['T1078.004 - Valid Accounts: Cloud Accounts'] },
      { key: 'MALICIOUS_IP', title: 'Malicious IP address', values: [ATTACKER] },
    ],
  };
}
