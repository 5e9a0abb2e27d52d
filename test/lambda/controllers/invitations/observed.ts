import type { InvitedGraphMember } from '../../../../lambda/aws/detective/invitations';
import type { InvitedMember } from '../../../../lambda/aws/guardduty/invitations';
import type { InvitationsObserved, MemberSide, Unreadable } from '../../../../lambda/controllers/invitations/observe';
import { SECURITY } from '../../../accounts';
import { ADDRESS, PARTNER } from './desired-members';

export const GRAPH = `arn:aws:detective:eu-west-1:${SECURITY}:graph:00000000000000000000000000000000`;
export const INVITATION = { administrator: SECURITY, id: 'ours', status: 'Invited' };
export const GRAPH_INVITATION = { administrator: SECURITY, graph: GRAPH, status: 'INVITED' };

/** The member side of a readable account, with GuardDuty on and both invitations. */
export const side = (more: Partial<MemberSide> = {}): MemberSide => ({
  detector: { id: 'd1', enabled: true, frequency: 'SIX_HOURS', features: {} },
  administrator: undefined,
  invitations: [INVITATION],
  graphInvitations: [GRAPH_INVITATION],
  ...more,
});

export const unreadable = (reason = 'RoleNotAssumable', again = false): Unreadable => ({
  unreadable: { reason, words: 'why', hint: 'what to do', again },
});

export const record = (status: string, email = ADDRESS): InvitedMember => ({ account: PARTNER, email, status });

export const graphRecord = (status: string, disabledReason?: string, email = ADDRESS): InvitedGraphMember => ({
  account: PARTNER,
  email,
  status,
  ...(disabledReason ? { disabledReason } : {}),
});

/** The observation of one outside account, or of none. */
export const seen = (
  parts: {
    readonly member?: InvitedMember;
    readonly graphMember?: InvitedGraphMember;
    readonly side?: MemberSide | Unreadable;
  } & Partial<InvitationsObserved> = {},
): InvitationsObserved => {
  const { member, graphMember, side: own = side(), ...rest } = parts;
  return {
    organization: new Set([SECURITY]),
    at: Date.parse('2026-01-02T00:00:00Z'),
    members: new Map(member ? [[PARTNER, member]] : []),
    memberFeatures: new Map(),
    graph: GRAPH,
    graphMembers: new Map(graphMember ? [[PARTNER, graphMember]] : []),
    sides: new Map([[PARTNER, own]]),
    ...rest,
  };
};
