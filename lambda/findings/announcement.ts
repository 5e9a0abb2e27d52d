import type { NewEvent } from '../aws/eventbridge/bus';
import type { Hub } from '../aws/hub-clients';
import { WANTED_DETAIL_TYPE } from '../investigation/desired';
import { inquiries } from '../investigation/inquiry';
import { wantedOf } from '../investigation/request';
import { suspectsIn } from '../investigation/suspect';
import { FINDING_DETAIL_TYPE, FINDING_SOURCE, type FindingsDesired } from './desired';
import type { GraphMembers } from './detective';
import { findingEvents } from './event';
import { type AccountFacts, notification } from './notification';

/** What is put on the bus to tell of a finding. */
export interface Announcement {
  readonly events: readonly NewEvent[];
  /** names of the targets; none where no route takes it */
  readonly targets: readonly string[];
}

export interface AnnouncedWith {
  readonly desired: FindingsDesired;
  readonly account: AccountFacts;
  readonly members: GraphMembers;
  readonly now: number;
}

/** A finding for those whose routes take it, and what Detective is to look into because of it. */
export async function announcement(
  decision: Parameters<typeof notification>[0],
  memory: Hub['memory'],
  around: AnnouncedWith,
): Promise<Announcement> {
  const { finding } = decision;
  const suspects = suspectsIn(decision, around.desired, around.members);
  const asked = suspects.length === 0 ? [] : await inquiries(suspects, finding.region, memory, around.now);
  const told = notification(decision, { ...around, inquiries: asked });
  const details = findingEvents(told, around.desired);
  const deliver = Object.assign({}, ...details.map((detail) => detail.deliver));
  // where nobody hears of the finding, nobody would of the investigation
  const following = details.length === 0 ? [] : asked.filter(({ state }) => state === 'follows');
  const wanted = following.map(({ suspect }) => wantedOf(suspect, finding, told, deliver, around.now));
  const about = { source: FINDING_SOURCE, resources: finding.arn === undefined ? [] : [finding.arn] };
  return {
    events: [
      ...details.map((detail) => ({ ...about, detailType: FINDING_DETAIL_TYPE, detail })),
      ...wanted.map((detail) => ({ ...about, detailType: WANTED_DETAIL_TYPE, detail })),
    ],
    targets: Object.keys(deliver),
  };
}
