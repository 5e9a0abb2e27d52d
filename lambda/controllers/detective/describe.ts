import { counted } from '../../reconcile/plan';
import type { DetectiveAction } from './action';

/** An action as one line of English. */
export function describe(action: DetectiveAction): string {
  const { region } = action;
  switch (action.type) {
    case 'CreateGraph':
      return `create the Detective graph in ${region}`;
    case 'UpdateOrganizationConfiguration':
      return `turn Detective auto-enable in ${region} ${action.autoEnable ? 'on' : 'off'}`;
    case 'UpdateDatasourcePackages':
      return `start Detective packages in ${region}: ${action.packages.join(', ')}`;
    case 'CreateMembers':
      return `enrol ${counted(action.accounts)} in Detective in ${region}`;
    case 'StartMonitoringMember':
      return `ask Detective to enable ${counted(action.accounts)} in ${region}`;
    case 'ForgetMembers':
      return `free the places that ${counted(action.accounts)} cannot use in the Detective graph in ${region}`;
    case 'DeleteMembers':
      return `remove ${counted(action.accounts)} from the Detective graph in ${region}`;
    case 'DeleteGraph':
      return `delete the Detective graph in ${region}`;
    default:
      return action satisfies never;
  }
}
