import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { DetectiveClient } from '@aws-sdk/client-detective';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GuardDutyClient, type GuardDutyClientConfig } from '@aws-sdk/client-guardduty';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import type { Spent } from './call';
import { CloudFormation } from './cloudformation/stacks';
import { Trails } from './cloudtrail/trails';
import { Detective } from './detective/detective';
import { DetectiveInvitations } from './detective/invitations';
import { EventRules } from './eventbridge/rules';
import { FindingsExport } from './guardduty/findings-export';
import { GuardDuty } from './guardduty/guardduty';
import { GuardDutyInvitations } from './guardduty/invitations';
import { GuardDutyRemoval } from './guardduty/removal';
import { RulesAndLists } from './guardduty/rules-and-lists';
import { Keys } from './kms/keys';
import { ATTEMPTS } from './limits';
import { Organizations } from './organizations/organizations';
import { GuardDutyPolicies } from './organizations/policies';
import { readOnly } from './read-only';
import { atItsShare, StandardRetries } from './retries';
import { ExportFolder } from './s3/export-folder';
import { ListingStore } from './s3/listing-store';
import { PassMarks } from './s3/pass-marks';
import { type MemberRole, Sts } from './sts/sts';

/** Settings of the SDK's clients; absent ones come from the environment, including `AWS_ENDPOINT_URL`. */
export interface Connection {
  readonly credentials?: GuardDutyClientConfig['credentials'];
  readonly requestHandler?: GuardDutyClientConfig['requestHandler'];
  /** of the AWS configuration files */
  readonly profile?: string;
  /** those of a controller if absent */
  readonly maxAttempts?: number;
  /** replaces the SDK's own strategy and its backoff */
  readonly retryStrategy?: GuardDutyClientConfig['retryStrategy'];
  /** whether ports must not start another batch */
  readonly spent?: Spent;
  /** whether every call is refused that is not a read; the sessions of other accounts are limited too */
  readonly readsOnly?: boolean;
  /** the time, in milliseconds since 1970; the system's if absent */
  readonly now?: () => number;
}

/** The ports of one run, one per service and region. They cache detector ids and graphs: create new ones for each run. */
export interface Aws {
  cloudFormation(region: string): CloudFormation;
  organizations(region: string): Organizations;
  guardDutyPolicies(region: string): GuardDutyPolicies;
  trails(region: string): Trails;
  guardDuty(region: string): GuardDuty;
  guardDutyRemoval(region: string): GuardDutyRemoval;
  rulesAndLists(region: string): RulesAndLists;
  detective(region: string): Detective;
  guardDutyInvitations(region: string): GuardDutyInvitations;
  detectiveInvitations(region: string): DetectiveInvitations;
  findingsExport(region: string): FindingsExport;
  /** @param region region of the bucket */
  exportFolder(region: string): ExportFolder;
  keys(region: string): Keys;
  /** @param region region of the bucket */
  listing(region: string): ListingStore;
  /** @param region of the bucket */
  passMarks(region: string): PassMarks;
  rules(region: string): EventRules;
  now(): number;
  /**
   * The ports of another account, through a role there; one session for each role in a run.
   * @throws RolloutError `RoleNotAssumable`
   */
  inAccount(region: string, role: MemberRole): Promise<Aws>;
}

/** The settings of one client. */
interface Settings extends Pick<Connection, 'credentials' | 'profile' | 'requestHandler' | 'retryStrategy'> {
  readonly region: string;
}

/** Creates the ports of a run, with their SDK clients. */
export function connect({
  maxAttempts = ATTEMPTS.controller,
  spent = () => false,
  now = Date.now,
  readsOnly = false,
  ...reach
}: Connection = {}): Aws {
  const client = <C>(Kind: new (config: Settings) => C, region: string, more: Partial<Settings> = {}): C => {
    // the SDK waits longer after each refusal, so no port has to wait; each client has its own budget of retries
    const made = new Kind({ retryStrategy: new StandardRetries(maxAttempts), ...reach, ...more, region });
    return readsOnly ? readOnly(made) : made;
  };
  const shared = once((region) => {
    const retryStrategy = reach.retryStrategy ?? atItsShare(maxAttempts);
    return client(OrganizationsClient, region, { retryStrategy });
  });
  const sts = once((region) => new Sts(client(STSClient, region), region));
  const sessions = new Map<string, Promise<Aws>>();
  return {
    cloudFormation: once((region) => new CloudFormation(client(CloudFormationClient, region), region)),
    organizations: once((region) => new Organizations(shared(region), region, now)),
    guardDutyPolicies: once((region) => new GuardDutyPolicies(shared(region), region)),
    trails: once((region) => new Trails(client(CloudTrailClient, region), region)),
    guardDuty: once((region) => new GuardDuty(client(GuardDutyClient, region), region, spent)),
    guardDutyRemoval: once((region) => new GuardDutyRemoval(client(GuardDutyClient, region), region, spent)),
    rulesAndLists: once((region) => new RulesAndLists(client(GuardDutyClient, region), region, spent)),
    detective: once((region) => new Detective(client(DetectiveClient, region), region, spent)),
    guardDutyInvitations: once((region) => new GuardDutyInvitations(client(GuardDutyClient, region), region, spent)),
    detectiveInvitations: once((region) => new DetectiveInvitations(client(DetectiveClient, region), region, spent)),
    findingsExport: once((region) => new FindingsExport(client(GuardDutyClient, region), region, spent)),
    exportFolder: once((region) => new ExportFolder(client(S3Client, region), region)),
    keys: once((region) => new Keys(client(KMSClient, region), region)),
    listing: once((region) => new ListingStore(client(S3Client, region), region)),
    passMarks: once((region) => new PassMarks(client(S3Client, region), region)),
    rules: once((region) => new EventRules(client(EventBridgeClient, region), region)),
    now,
    inAccount: (region, role) => {
      const key = `${role.account}/${role.name}/${role.externalId}`;
      const session =
        sessions.get(key) ??
        sts(region)
          .assume(role)
          .then((credentials) =>
            connect({ ...reach, credentials, spent, now, readsOnly, maxAttempts: ATTEMPTS.inMemberAccount }),
          );
      sessions.set(key, session);
      return session;
    },
  };
}

function once<T>(make: (region: string) => T): (region: string) => T {
  const made = new Map<string, T>();
  return (region) => {
    const known = made.get(region) ?? make(region);
    made.set(region, known);
    return known;
  };
}
