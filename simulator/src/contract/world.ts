import type { Clock } from '../kernel/clock';
import type { Faults } from '../kernel/faults';
import type { HttpRequestMessage, HttpResponseMessage } from '../kernel/http-message';
import type { Principal, Principals } from '../kernel/principals';
import type { State } from '../kernel/slot';
import type { OrganizationFile } from '../organization/file';
import type { Organization, OrganizationChange } from '../organization/organization';
import type { Access } from '../policy/access';
import type { Check } from '../policy/check';
import type { Denial } from '../policy/denial';

/** An event on its way to the default event bus of an account and region. */
export interface AwsEvent {
  readonly account: string;
  readonly region: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources?: readonly string[];
  /** ISO; now if it is absent */
  readonly time?: string;
}

/** A role as IAM knows it: its policies as JSON documents. */
export interface Identity {
  /** who may assume it */
  readonly trust: string;
  /** inline and attached policies */
  readonly policies: readonly string[];
  /** what limits them */
  readonly boundary: string | undefined;
}

/** The caller, and the service and region that are called. */
export interface Caller {
  readonly caller: Principal;
  /** signing name */
  readonly service: string;
  readonly region: string;
}

/** Authorization, as services use it. */
export interface Authorizing {
  /**
   * Requires that a service is allowed one more action in its caller's name.
   * @throws AwsError AccessDenied or AccessDeniedException, in AWS's words
   */
  requireOne(call: Caller, check: Check): void;
  /** Whether a service may do something in its caller's name; for services that continue without it. */
  permits(call: Caller, check: Check): boolean;
  /** The denial of an access, undefined if it is allowed. */
  denial(access: Access): Denial | undefined;
  /** A role as IAM knows it, undefined if it does not exist. */
  identity(roleArn: string): Identity | undefined;
}

/** The simulated organization as its services see it. */
export interface World {
  readonly file: OrganizationFile;
  readonly partition: string;
  readonly organization: Organization;
  readonly clock: Clock;
  readonly state: State;
  readonly faults: Faults;
  readonly principals: Principals;
  readonly authorization: Authorizing;
  /** where the HTTP server listens, once it does; simulated Lambda functions call it */
  endpoint: string | undefined;

  /**
   * Runs `action` after AWS's usual delay, or at once if `settings.delays` is false.
   * @param seconds of the organization's time
   */
  eventually(seconds: number, action: () => void | Promise<void>): void;

  /** Notifies every service of a change in the organization. */
  changed(change: OrganizationChange): Promise<void>;

  /** Puts an AWS event on the default bus of its account and region. */
  emit(event: AwsEvent): Promise<void>;

  /** Makes every service record its measured values before metrics or alarms are read. */
  measure(place: { readonly accountId: string; readonly region: string }): void;

  /**
   * Calls an operation from inside, for another service or a control request: the same state, refusals and log, without the
   * wire. Sessions of roles need permission here too; an account's administrator, the identity with which services look into an
   * account, does not.
   * @throws AwsError if the operation refuses
   */
  invoke<O>(
    signingName: string,
    operation: string,
    input: unknown,
    as: { principal: Principal; region: string },
  ): Promise<O>;

  /**
   * Answers one HTTP request of a client or a Lambda function.
   * @throws NoAnswer if the client gets none
   */
  dispatch(request: HttpRequestMessage): Promise<HttpResponseMessage>;
}
