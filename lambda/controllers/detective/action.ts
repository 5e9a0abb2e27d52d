import type { Invitee } from '../../aws/guardduty/detector';
import type { Effect } from '../../reconcile/effect';
import type { DetectiveDesired } from './desired';

interface About {
  readonly region: string;
}

/** The actions of the controller, in the order in which a plan lists them. */
export type DetectiveAction =
  | (About & { readonly type: 'CreateGraph' })
  | (About & { readonly type: 'UpdateOrganizationConfiguration'; readonly autoEnable: boolean })
  | (About & {
      readonly type: 'UpdateDatasourcePackages';
      readonly packages: readonly DetectiveDesired['dataSourcePackages'][number][];
    })
  | (About & { readonly type: 'CreateMembers'; readonly accounts: readonly Invitee[] })
  | (About & {
      readonly type: 'StartMonitoringMember' | 'ForgetMembers' | 'DeleteMembers';
      readonly accounts: readonly { readonly id: string }[];
    })
  | (About & { readonly type: 'DeleteGraph' });

/** The effect of each action on the protection of accounts. */
export const effects = {
  CreateGraph: 'protects',
  // concerns accounts that join: members stay in the graph
  UpdateOrganizationConfiguration: 'settles',
  // AWS can only start packages
  UpdateDatasourcePackages: 'protects',
  CreateMembers: 'protects',
  StartMonitoringMember: 'protects',
  // members that AWS can never enable, and that have contributed no data
  ForgetMembers: 'settles',
  DeleteMembers: 'destroys',
  DeleteGraph: 'destroys',
} as const satisfies Readonly<Record<DetectiveAction['type'], Effect>>;
