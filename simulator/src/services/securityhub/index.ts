import type { Operation, Service } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import * as schemas from './schemas';

/** A call that requires Security Hub to be on; it is on in no account. */
const notSubscribed: Operation<object> = (_, { accountId }) => {
  throw new AwsError('InvalidAccessException', 401, `Account ${accountId} is not subscribed to AWS Security Hub`);
};

/** AWS Security Hub, as far as tools ask whether it is on: it cannot be switched on. */
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
