import type { Aws } from '../../aws/clients';
import type { Refusal } from '../../aws/refusals';
import type { DetectiveAction } from './action';

/** Performs one action with one call of a port. */
export async function apply(aws: Aws, action: DetectiveAction): Promise<readonly Refusal[]> {
  const detective = aws.detective(action.region);
  switch (action.type) {
    case 'CreateGraph':
      await detective.createGraph();
      return [];
    case 'UpdateOrganizationConfiguration':
      await detective.setAutoEnable(action.autoEnable);
      return [];
    case 'UpdateDatasourcePackages':
      await detective.startPackages(action.packages);
      return [];
    case 'CreateMembers':
      return detective.createMembers(action.accounts);
    case 'StartMonitoringMember':
      return detective.startMonitoring(action.accounts.map(({ id }) => id));
    case 'ForgetMembers':
    case 'DeleteMembers':
      return detective.deleteMembers(action.accounts.map(({ id }) => id));
    case 'DeleteGraph':
      await detective.deleteGraph();
      return [];
    default:
      return action satisfies never;
  }
}
