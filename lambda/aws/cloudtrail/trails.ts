import {
  type AdvancedEventSelector,
  type CloudTrailClient,
  DescribeTrailsCommand,
  type EventSelector,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import { call } from '../call';

/** The event selectors of a trail: basic ones, advanced ones, or none, which means all management events. */
export interface Selectors {
  readonly EventSelectors?: readonly EventSelector[] | undefined;
  readonly AdvancedEventSelectors?: readonly AdvancedEventSelector[] | undefined;
}

/** The trails of CloudTrail that an account sees in a region: its own and the organization's, from other regions as well. */
export class Trails {
  constructor(
    private readonly client: CloudTrailClient,
    private readonly region: string,
  ) {}

  /**
   * Whether a trail that is switched on logs calls that change something. EventBridge gets them only then
   * (EventBridge User Guide, "Events from AWS services").
   * @param source the service that is called, e.g. `organizations.amazonaws.com`
   */
  async logWritesOf(source: string): Promise<boolean> {
    const { trailList = [] } = await call('describing CloudTrail trails', this.region, () =>
      this.client.send(new DescribeTrailsCommand({})),
    );
    for (const { TrailARN = '' } of trailList) if (await this.logs(TrailARN, source)) return true;
    return false;
  }

  private async logs(arn: string, source: string): Promise<boolean> {
    const { IsLogging } = await call(`getting status of CloudTrail trail (${arn})`, this.region, () =>
      this.client.send(new GetTrailStatusCommand({ Name: arn })),
    );
    if (!IsLogging) return false;
    const selectors = await call(`getting event selectors of CloudTrail trail (${arn})`, this.region, () =>
      this.client.send(new GetEventSelectorsCommand({ TrailName: arn })),
    );
    return selectsWrites(selectors, source);
  }
}

/** Whether event selectors select calls of a service that change something. */
export function selectsWrites({ EventSelectors, AdvancedEventSelectors }: Selectors, source: string): boolean {
  if (AdvancedEventSelectors?.length) return AdvancedEventSelectors.some((each) => advancedSelects(each, source));
  if (!EventSelectors?.length) return true;
  return EventSelectors.some(
    ({ IncludeManagementEvents, ReadWriteType }) => IncludeManagementEvents !== false && ReadWriteType !== 'ReadOnly',
  );
}

/** All fields of a selector must match; for management events these are `readOnly` and `eventSource`. */
function advancedSelects({ FieldSelectors = [] }: AdvancedEventSelector, source: string): boolean {
  const matches = (field: string, value: string) =>
    FieldSelectors.filter(({ Field }) => Field === field).every(
      ({ Equals, NotEquals }) => (!Equals?.length || Equals.includes(value)) && !NotEquals?.includes(value),
    );
  const isManagement = FieldSelectors.some(
    ({ Field, Equals }) => Field === 'eventCategory' && Equals?.includes('Management'),
  );
  return isManagement && matches('readOnly', 'false') && matches('eventSource', source);
}
