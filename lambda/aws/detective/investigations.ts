import {
  type DetectiveClient,
  GetInvestigationCommand,
  type Indicator,
  ListIndicatorsCommand,
  ListInvestigationsCommand,
  StartInvestigationCommand,
} from '@aws-sdk/client-detective';
import { RolloutError } from '../../reconcile/errors';
import { call, everyItem } from '../call';
import { hasCode, isNotFound } from '../error-predicates';
import type { Detective } from './detective';
import type { GraphArn } from './graph';

export type { Indicator } from '@aws-sdk/client-detective';

/** The period of an investigation, in milliseconds since 1970. */
export interface Scope {
  readonly from: number;
  readonly to: number;
}

/** The state of an investigation. */
export interface Progress {
  /** `RUNNING`, `SUCCESSFUL`, `FAILED` */
  readonly status: string;
  /** `INFORMATIONAL` to `CRITICAL`; undefined while it runs */
  readonly severity: string | undefined;
}

const PAGE = 100;

/** Detective's investigations in one region, on the graph that the account administers there. */
export class DetectiveInvestigations {
  constructor(
    private readonly client: DetectiveClient,
    private readonly region: string,
    private readonly detective: Detective,
  ) {}

  /** Starts an investigation of an IAM user or role. @returns its id */
  async start(EntityArn: string, { from, to }: Scope): Promise<string> {
    const GraphArn = await this.graph();
    const input = { GraphArn, EntityArn, ScopeStartTime: new Date(from), ScopeEndTime: new Date(to) };
    try {
      const { InvestigationId = '' } = await call(`starting Detective investigation (${EntityArn})`, this.region, () =>
        this.client.send(new StartInvestigationCommand(input)),
      );
      return InvestigationId;
    } catch (error) {
      throw whenUnknown(error);
    }
  }

  /** Id of the newest investigation of an entity that was started in a period; undefined if there is none. */
  async startedIn(EntityArn: string, { from, to }: Scope): Promise<string | undefined> {
    const GraphArn = await this.graph();
    const CreatedTime = { StartInclusive: new Date(from), EndInclusive: new Date(to) };
    const { InvestigationDetails } = await call(`listing Detective investigations (${EntityArn})`, this.region, () =>
      this.client.send(
        new ListInvestigationsCommand({
          GraphArn,
          FilterCriteria: { EntityArn: { Value: EntityArn }, CreatedTime },
          SortCriteria: { Field: 'CREATED_TIME', SortOrder: 'DESC' },
          MaxResults: 1,
        }),
      ),
    );
    return InvestigationDetails?.[0]?.InvestigationId;
  }

  async progress(InvestigationId: string): Promise<Progress> {
    const GraphArn = await this.graph();
    const { Status = 'RUNNING', Severity } = await call(
      `reading Detective investigation (${InvestigationId})`,
      this.region,
      () => this.client.send(new GetInvestigationCommand({ GraphArn, InvestigationId })),
    );
    return { status: Status, severity: Severity };
  }

  /** The indicators that an investigation found. @param most no further page is read once there are this many */
  async indicators(InvestigationId: string, most: number): Promise<Indicator[]> {
    const GraphArn = await this.graph();
    let read = 0;
    return call(`listing Detective indicators (${InvestigationId})`, this.region, () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(
          new ListIndicatorsCommand({ GraphArn, InvestigationId, MaxResults: PAGE, NextToken }),
        );
        read += page.Indicators?.length ?? 0;
        return { items: page.Indicators, next: read < most ? page.NextToken : undefined };
      }),
    );
  }

  private async graph(): Promise<GraphArn> {
    const arn = await this.detective.graph();
    if (arn !== undefined) return arn;
    throw new RolloutError('NotSettled', `finding Detective graph in ${this.region}: the account has none yet`);
  }
}

/** "The request refers to a nonexistent resource.": the graph exists, so the user or role does not. */
function whenUnknown(error: unknown): unknown {
  if (!hasCode(error, 'Refused') || !isNotFound(error)) return error;
  const hint = 'findings name users and roles without the path that their ARN may have: search Detective for the name';
  return new RolloutError(error.code, error.story, { hint, cause: error.cause });
}
