/** Findings as they arise in the rehearsal: one of each of three severities, with what GuardDuty says of such a thing. */
export const EXAMPLES: readonly Readonly<Record<string, unknown> & { type: string; severity: number }>[] = [
  {
    type: 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS',
    severity: 8,
    title: 'Credentials for the EC2 instance role WebServer were used from an external IP address.',
    description:
      'Credentials created exclusively for an EC2 instance through the role WebServer have been used from the external IP address 198.51.100.7.',
    resource: {
      resourceType: 'AccessKey',
      accessKeyDetails: {
        accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        principalId: 'AROA1EXAMPLEROLE00000:i-0123456789abcdef0',
        userType: 'AssumedRole',
        userName: 'WebServer',
      },
    },
    service: { additionalInfo: {}, action: call('s3.amazonaws.com', 'ListBuckets') },
  },
  {
    type: 'Recon:IAMUser/MaliciousIPCaller',
    severity: 5,
    title: 'The API ListUsers was invoked from a known malicious IP address.',
    description: 'The API ListUsers, commonly used for reconnaissance, was invoked from the IP address 198.51.100.7.',
    resource: {
      resourceType: 'AccessKey',
      accessKeyDetails: {
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        principalId: 'AIDA1EXAMPLEUSER00000',
        userType: 'IAMUser',
        userName: 'deploy',
      },
    },
    service: { additionalInfo: {}, action: call('iam.amazonaws.com', 'ListUsers') },
  },
  {
    type: 'Recon:EC2/PortProbeUnprotectedPort',
    severity: 2,
    title: 'Unprotected port on EC2 instance i-99999999 is being probed.',
    service: { additionalInfo: {} },
  },
];

function call(serviceName: string, api: string) {
  const remoteIpDetails = { ipAddressV4: '198.51.100.7', country: { countryName: 'Ruritania' } };
  return {
    actionType: 'AWS_API_CALL',
    awsApiCallAction: { api, serviceName, callerType: 'Remote IP', remoteIpDetails },
  };
}
