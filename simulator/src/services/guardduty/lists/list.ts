/** The four kinds of lists, by the names of their operations. */
export const LIST_KINDS = ['IPSet', 'ThreatIntelSet', 'TrustedEntitySet', 'ThreatEntitySet'] as const;
export type ListKind = (typeof LIST_KINDS)[number];

export const FORMATS: readonly string[] = ['TXT', 'STIX', 'OTX_CSV', 'ALIEN_VAULT', 'PROOF_POINT', 'FIRE_EYE'];

export type ListStatus = 'INACTIVE' | 'ACTIVATING' | 'ACTIVE' | 'DEACTIVATING' | 'ERROR' | 'DELETE_PENDING' | 'DELETED';

/** The content of a list's file when GuardDuty read it: addresses, ranges and, in entity sets, domains. */
export type Entries = readonly string[];

/** A list of trusted or malicious addresses, or of addresses and domains. */
export interface List {
  readonly position: number;
  readonly id: string;
  readonly kind: ListKind;
  readonly format: string;
  readonly createdAt: number;
  name: string;
  location: string;
  expectedBucketOwner: string | undefined;
  updatedAt: number;
  status: ListStatus;
  /** in use since the last activation, whatever the object in S3 contains now */
  entries: Entries | undefined;
  errorDetails: string | undefined;
  tags: Readonly<Record<string, string>>;
}

interface Kind {
  /** the member of inputs and outputs with a list's id, in the SDK's form */
  readonly idMember: string;
  /** its name in ARNs */
  readonly arnType: string;
  /** how many an account can have in a region */
  readonly limit: number;
  /** how many entries a list can have */
  readonly entryLimit: number;
  readonly trusts: boolean;
  /** entries may be domains; the file is read with the caller's permissions */
  readonly entities: boolean;
}

export const KINDS: Readonly<Record<ListKind, Kind>> = {
  IPSet: { idMember: 'IpSetId', arnType: 'ipset', limit: 1, entryLimit: 2_000, trusts: true, entities: false },
  ThreatIntelSet: {
    idMember: 'ThreatIntelSetId',
    arnType: 'threatintelset',
    limit: 6,
    entryLimit: 250_000,
    trusts: false,
    entities: false,
  },
  TrustedEntitySet: {
    idMember: 'TrustedEntitySetId',
    arnType: 'trustedentityset',
    limit: 1,
    entryLimit: 1_000,
    trusts: true,
    entities: true,
  },
  ThreatEntitySet: {
    idMember: 'ThreatEntitySetId',
    arnType: 'threatentityset',
    limit: 6,
    entryLimit: 1_000,
    trusts: false,
    entities: true,
  },
};
