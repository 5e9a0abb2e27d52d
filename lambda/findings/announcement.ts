import type { NewEvent } from '../aws/eventbridge/bus';
import type { Hub } from '../aws/hub-clients';
import { WANTED_DETAIL_TYPE } from '../investigation/desired';
import { inquiries } from '../investigation/inquiry';
import { requestFor } from '../investigation/request';
import { suspectsIn } from '../investigation/suspect';
import { FINDING_DETAIL_TYPE, FINDING_SOURCE, type FindingsDesired } from './desired';
import type { GraphMembers } from './detective';
import { findingEvents } from './event';
import { type AccountFacts, notification } from './notification';

/** The events that notify about a finding. */
export interface Announcement {
  readonly events: readonly NewEvent[];
  /** names of the targets; empty if no route takes it */
  readonly targets: readonly string[];
}

export interface AnnouncementContext {
  readonly desired: FindingsDesired;
  readonly account: AccountFacts;
  readonly members: GraphMembers;
  readonly now: number;
}

/** The events of a finding for the targets of its routes, and of the investigations that it causes. */
export async function announcement(
  decision: Parameters<typeof notification>[0],
  memory: Hub['memory'],
  context: AnnouncementContext,
): Promise<Announcement> {
  const { finding } = decision;
  const suspects = suspectsIn(decision, context.desired, context.members);
  const asked = suspects.length === 0 ? [] : await inquiries(suspects, finding.region, memory, context.now);
  const notice = notification(decision, { ...context, inquiries: asked });
  const details = findingEvents(notice, context.desired);
  const deliver = Object.assign({}, ...details.map((detail) => detail.deliver));
  // a finding without targets has no recipients for an investigation either
  const following = details.length === 0 ? [] : asked.filter(({ state }) => state === 'follows');
  const wanted = following.map(({ suspect }) => requestFor(suspect, finding, notice, deliver, context.now));
  const about = { source: FINDING_SOURCE, resources: finding.arn === undefined ? [] : [finding.arn] };
  return {
    events: [
      ...details.map((detail) => ({ ...about, detailType: FINDING_DETAIL_TYPE, detail })),
      ...wanted.map((detail) => ({ ...about, detailType: WANTED_DETAIL_TYPE, detail })),
    ],
    targets: Object.keys(deliver),
  };
}
