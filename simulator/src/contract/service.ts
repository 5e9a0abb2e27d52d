import type { HttpRequestMessage } from '../kernel/http-message';
import type { OrganizationChange } from '../organization/organization';
import type { Check } from '../policy/check';
import type { AwsEvent, Caller, Identity, World } from './world';

/** A call, as an operation sees it. */
export interface Call extends Caller {
  readonly world: World;
  /** the account that is called: the caller's */
  readonly accountId: string;
  readonly partition: string;
  readonly operation: string;
  readonly requestId: string;
  /** the request as it came, for what schemas do not hold; undefined for calls from inside */
  readonly request?: HttpRequestMessage;
}

/**
 * One operation: takes the SDK's input, returns the SDK's output, throws {@link AwsError} for what AWS refuses.
 * Missing required members are refused before it is called; lengths, patterns and values are its own to check.
 */
export type Operation<I = never, O = unknown> = (input: I, call: Call) => O | Promise<O>;

export type ProtocolName = 'rest-json' | 'json-1.0' | 'json-1.1' | 'query' | 'ec2-query' | 'rest-xml';

/** An operation's input as its checks read it. */
export type Input = Readonly<Record<string, unknown>>;

/** Everything that IAM must allow for a call, as the Service Authorization Reference has it. */
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
  /** the protocol of the current SDK; a request in another protocol shows it itself */
  readonly protocol: ProtocolName;
  /** prefix of `X-Amz-Target` (JSON protocols) */
  readonly target?: string;
  /** version and XML namespace (query and rest-xml) */
  readonly version?: string;
  readonly namespace?: string;
  /** global services answer in every region with the same state */
  readonly scope: 'regional' | 'global';
  readonly operations: Readonly<Record<string, Operation>>;
  /** what IAM must allow for a call */
  readonly checks: Checks;
  /** the refusal for a malformed request or a missing required member, in the service's own way */
  readonly invalid: (message: string) => Error;
  /** the refusal when an account calls faster than `settings.callsPerSecond`; 400 ThrottlingException where absent */
  readonly throttled?: () => Error;
  /** the policy of one of its resources, and the account that owns it: what it allows a role of its account needs no other policy */
  readonly policyOf?: (arn: string, world: World) => ResourcePolicy | undefined;
  /** what it holds of a role: IAM alone has any */
  readonly identityOf?: (roleArn: string, world: World) => Identity | undefined;
  /** answers what has no operation schema (pre-signed URLs and the like); undefined to go on as usual */
  readonly intercept?: (request: HttpRequestMessage, call: Omit<Call, 'operation'>) => unknown;
  readonly onOrganizationChange?: (change: OrganizationChange, world: World) => void | Promise<void>;
  readonly onEvent?: (event: AwsEvent, world: World) => void | Promise<void>;
  /** writes the metrics that are measured, not counted, as they are now in an account and region */
  readonly measure?: (world: World, place: { readonly accountId: string; readonly region: string }) => void;
  /** puts the state of the organization file in place */
  readonly seed?: (world: World) => void | Promise<void>;
  /** ends what the service runs (processes, timers) */
  readonly stop?: (world: World) => void | Promise<void>;
}
