import type { Operation, Service } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import * as schemas from './schemas';

/** Refuses a call that requires Security Hub, which is not enabled in any account. */
const notSubscribed: Operation<object> = (_, { accountId }) => {
  throw new AwsError('InvalidAccessException', 401, `Account ${accountId} is not subscribed to AWS Security Hub`);
};

/** AWS Security Hub for tools that ask whether it is enabled: it cannot be enabled. */
export const securityhub: Service = {
  signingName: 'securityhub',
  schemas,
  protocol: 'rest-json',
  scope: 'regional',
  checks: ({ operation }) => [{ action: `securityhub:${operation}`, resource: '*' }],
  operations: {
    DescribeHub: notSubscribed,
    GetEnabledStandards: notSubscribed,
    GetFindings: notSubscribed,
    GetAdministratorAccount: notSubscribed,
    ListMembers: notSubscribed,
    ListOrganizationAdminAccounts: () => ({ AdminAccounts: [] }),
  },
  invalid: (message) => new AwsError('InvalidInputException', 400, message),
};
