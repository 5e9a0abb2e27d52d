import type { HttpRequestMessage } from '../kernel/http-message';
import type { OrganizationChange } from '../organization/organization';
import type { Check } from '../policy/check';
import type { AwsEvent, Caller, Identity, World } from './world';

/** A call, as an operation sees it. */
export interface Call extends Caller {
  readonly world: World;
  /** the account that is called, which is the caller's */
  readonly accountId: string;
  readonly partition: string;
  readonly operation: string;
  readonly requestId: string;
  /** the request as it came, for details that schemas do not describe; undefined for calls from inside */
  readonly request?: HttpRequestMessage;
}

/**
 * One operation: takes the SDK's input, returns the SDK's output, throws {@link AwsError} if AWS refuses. Missing required
 * members are refused before it is called; it checks lengths, patterns and values.
 */
export type Operation<I = never, O = unknown> = (input: I, call: Call) => O | Promise<O>;

export type ProtocolName = 'rest-json' | 'json-1.0' | 'json-1.1' | 'query' | 'ec2-query' | 'rest-xml';

/** An operation's input as IAM checks read it. */
export type Input = Readonly<Record<string, unknown>>;

/** Everything that IAM must allow for a call, according to the Service Authorization Reference. */
export type Checks = (call: Call, input: Input) => readonly Check[];

/** A resource's own policy, and its owner. */
export interface ResourcePolicy {
  readonly document: string | undefined;
  readonly accountId: string;
}

export interface Service {
  /** the service's name in the SigV4 scope */
  readonly signingName: string;
  /** the SDK client's module: its `<Shape>$` exports are the wire schemas */
  readonly schemas: Readonly<Record<string, unknown>>;
  /** the protocol of the current SDK; a request in another protocol can be recognized */
  readonly protocol: ProtocolName;
  /** prefix of `X-Amz-Target` (JSON protocols) */
  readonly target?: string;
  /** version and XML namespace (query and rest-xml) */
  readonly version?: string;
  readonly namespace?: string;
  /** global services answer in every region with the same state */
  readonly scope: 'regional' | 'global';
  readonly operations: Readonly<Record<string, Operation>>;
  /** the accesses that IAM must allow for a call */
  readonly checks: Checks;
  /** the refusal for a malformed request or a missing required member, in the service's own way */
  readonly invalid: (message: string) => Error;
  /** the refusal when an account calls faster than `settings.callsPerSecond`; 400 ThrottlingException by default */
  readonly throttled?: () => Error;
  /**
   * the policy of one of its resources, and the account that owns it; a role of that account needs no other policy for what
   * this one allows
   */
  readonly policyOf?: (arn: string, world: World) => ResourcePolicy | undefined;
  /** the policies of a role; only IAM has them */
  readonly identityOf?: (roleArn: string, world: World) => Identity | undefined;
  /** answers requests without an operation schema (pre-signed URLs and the like); undefined to continue as usual */
  readonly intercept?: (request: HttpRequestMessage, call: Omit<Call, 'operation'>) => unknown;
  readonly onOrganizationChange?: (change: OrganizationChange, world: World) => void | Promise<void>;
  readonly onEvent?: (event: AwsEvent, world: World) => void | Promise<void>;
  /** writes the present values of metrics that are measured rather than counted, for an account and region */
  readonly measure?: (world: World, place: { readonly accountId: string; readonly region: string }) => void;
  /** puts the state of the organization file in place */
  readonly seed?: (world: World) => void | Promise<void>;
  /** ends the service's processes and timers */
  readonly stop?: (world: World) => void | Promise<void>;
}
