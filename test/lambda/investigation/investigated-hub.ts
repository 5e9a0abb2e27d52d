import { putFinding } from '@muster/simulator';
import { detectiveController } from '../../../lambda/controllers/detective';
import { guardDutyController } from '../../../lambda/controllers/guardduty';
import type { FindingsDesired } from '../../../lambda/findings/desired';
import { investigationHandler } from '../../../lambda/investigation/handler';
import type { InvestigationNotification } from '../../../lambda/investigation/notification';
import type { Looked } from '../../../lambda/investigation/progress';
import type { Wanted } from '../../../lambda/investigation/request';
import type { Started } from '../../../lambda/investigation/start';
import { SECURITY } from '../../accounts';
import { recorded } from '../../findings/corpus';
import { DESIRED } from '../findings/enriched';
import { HubUnderTest } from '../findings/hub-under-test';
import { connectionOf, detective, guardDuty, settle } from '../organization-under-test';

export const MEMBER = '333333333333';
export const INVESTIGATION = { severity: 7, windowHours: 24, lookBackHours: 24 };
const HOME = 'eu-west-1';

/** The hub with Detective, in which 333333333333 is an enabled member. A test runs the steps of an investigation one by one. */
export class InvestigatedHub {
  readonly logged: unknown[] = [];

  private constructor(
    readonly hub: HubUnderTest,
    private readonly desired: FindingsDesired,
  ) {}

  static async start(desired: Partial<FindingsDesired> = {}): Promise<InvestigatedHub> {
    const investigated = { investigation: INVESTIGATION, ...desired };
    const hub = await HubUnderTest.start(investigated);
    await settle(hub.simulation, guardDutyController, SECURITY, guardDuty());
    await settle(hub.simulation, detectiveController, SECURITY, detective());
    return new InvestigatedHub(hub, { ...DESIRED, ...investigated });
  }

  get simulation() {
    return this.hub.simulation;
  }

  /** Lets a recorded finding arise in the member now, and hands it to the enrichment. @returns the finding */
  async raise(type: string, change: Readonly<Record<string, unknown>> = {}): Promise<Record<string, unknown>> {
    const now = this.simulation.clock.iso();
    const base = recorded(type);
    const service = { ...(base.service as object), eventFirstSeen: now, eventLastSeen: now };
    const finding = { ...base, severity: 8, ...change, service };
    putFinding(this.simulation, { account: MEMBER, region: HOME, finding });
    const event = { 'detail-type': 'GuardDuty Finding', source: 'aws.guardduty', region: HOME, detail: finding };
    const { batchItemFailures } = await this.hub.notifyAbout(event);
    if (batchItemFailures.length > 0) {
      // the enrichment waits for the same event from other regions
      await this.hub.simulation.clock.advance(30);
      await this.hub.notifyAbout(event);
    }
    return finding;
  }

  /** The notifications and the requested investigations since the last call. */
  wanted(): { notified: ReturnType<HubUnderTest['arrived']>; wanted: Wanted[] } {
    const all: unknown[] = this.hub.arrived();
    const isWanted = (detail: unknown): detail is Wanted => Object.hasOwn(Object(detail), 'suspect');
    return {
      notified: all.filter((detail) => !isWanted(detail)) as ReturnType<HubUnderTest['arrived']>,
      wanted: all.filter(isWanted),
    };
  }

  begin(input: object, name = 'execution-1', since = this.simulation.clock.iso()): Promise<Started> {
    return this.step('start', input, { name, since }) as Promise<Started>;
  }

  look(input: object): Promise<Looked> {
    return this.step('look', input) as Promise<Looked>;
  }

  /** Notifies about the result. @returns the notifications on the bus */
  async end(input: object): Promise<readonly { deliver: object; notification: InvestigationNotification }[]> {
    await this.step('tell', input);
    return this.hub.arrived() as unknown as { deliver: object; notification: InvestigationNotification }[];
  }

  private step(
    step: string,
    input: object,
    execution = { name: 'execution-1', since: this.simulation.clock.iso() },
  ): Promise<unknown> {
    const handle = investigationHandler(
      this.desired,
      { region: HOME, table: 'memory', bus: 'muster-findings' },
      {
        connection: connectionOf(this.simulation, SECURITY),
        now: () => this.simulation.clock.now(),
        log: (message, keys) => this.logged.push({ message, keys }),
      },
    );
    return handle(JSON.parse(JSON.stringify({ step, input, execution })));
  }
}
