import type { Member, Shape } from '../shape';

/** The places of a structure's members in an HTTP message. */
export interface Bindings {
  readonly labels: readonly Member[];
  readonly query: readonly (Member & { readonly wire: string })[];
  /** the member that takes all other query parameters */
  readonly queryParams: Member | undefined;
  /** wire names in lower case */
  readonly headers: readonly (Member & { readonly wire: string })[];
  readonly prefixHeaders: readonly (Member & { readonly wire: string })[];
  readonly payload: Member | undefined;
  readonly status: Member | undefined;
  readonly body: readonly Member[];
}

const known = new WeakMap<readonly Member[], Bindings>();

export function bindingsOf(shape: Shape): Bindings {
  const members = shape.members;
  const found = known.get(members);
  if (found) return found;
  const bindings = work(members);
  known.set(members, bindings);
  return bindings;
}

function work(members: readonly Member[]): Bindings {
  const traits = (member: Member) => member.shape.traits;
  const named = (trait: 'httpQuery' | 'httpHeader' | 'httpPrefixHeaders') =>
    members.flatMap((member) => {
      const wire = traits(member)[trait];
      return typeof wire === 'string' ? { ...member, wire: trait === 'httpQuery' ? wire : wire.toLowerCase() } : [];
    });
  const elsewhere = [
    'httpLabel',
    'httpQuery',
    'httpQueryParams',
    'httpHeader',
    'httpPrefixHeaders',
    'httpPayload',
    'httpResponseCode',
  ];
  return {
    labels: members.filter((member) => traits(member).httpLabel),
    query: named('httpQuery'),
    queryParams: members.find((member) => traits(member).httpQueryParams),
    headers: named('httpHeader'),
    prefixHeaders: named('httpPrefixHeaders'),
    payload: members.find((member) => traits(member).httpPayload),
    status: members.find((member) => traits(member).httpResponseCode),
    body: members.filter((member) => !elsewhere.some((trait) => traits(member)[trait] !== undefined)),
  };
}
