/** The evidence of controls. `shown` says where a person finds it; `undefined` if the product does not produce it yet. */
export interface Evidence {
  readonly statement: string;
  readonly shown: string | undefined;
}

export const EVIDENCE = {
  E1: {
    statement:
      'GuardDuty is on in each account and region in scope, and each account that it does not cover is named with a reason',
    shown: 'the report of each pass (coverage and exceptions)',
  },
  E2: {
    statement: 'each protection plan is on where the configuration asks for it',
    shown: 'the report of each pass (exceptions and drift by protection plan)',
  },
  E3: {
    statement:
      'one delegated administrator runs GuardDuty and Detective in all governed regions, and new accounts are enrolled automatically',
    shown: 'the report of Delegation and of each region',
  },
  E4: {
    statement:
      'Detective is on in each account and region in scope, and each account that it does not cover is named with a reason',
    shown: 'the report of each pass (coverage and exceptions)',
  },
  E5: {
    statement: 'changes that someone else makes are found, reported and repaired, with times',
    shown: 'drift and applied actions in the report of each pass, and their alarms',
  },
  E6: {
    statement: 'findings reach their recipients',
    shown: '`npm run route`, `npm run canary`, `npm run redrive` and the alarms of the hub',
  },
  E7: {
    statement: 'findings are kept',
    shown: 'the state of the export in the report of each region, and the lock of its bucket',
  },
  E8: {
    statement: 'severe findings about principals are investigated, with a result',
    shown: 'the investigation in each notification',
  },
  E9: { statement: 'containment was proposed, approved, done and undone, by named people', shown: undefined },
  E10: { statement: 'accepted exceptions have a reason, an owner and an end', shown: undefined },
  E11: { statement: 'guardrail policies are attached and unchanged', shown: undefined },
  E12: {
    statement: 'lists and suppression rules are known: what they hide, why, and whether someone changed them',
    shown: 'the report of each region (ForeignSuppression, SuppressionChanged)',
  },
} as const satisfies Readonly<Record<string, Evidence>>;

export type EvidenceId = keyof typeof EVIDENCE;

export const EVIDENCE_IDS = Object.keys(EVIDENCE) as EvidenceId[];
