import { apiCallEvent } from './api-call-event';
import { Authorization } from './authorization';
import { expired, isExpired } from './contract/presigned-url';
import { gate, unknownCaller } from './contract/region-gate';
import type { Call, Operation, Service } from './contract/service';
import type { AwsEvent, World } from './contract/world';
import { History } from './history';
import { AwsError, NoAnswer } from './kernel/aws-error';
import { CallLog } from './kernel/call-log';
import { Clock } from './kernel/clock';
import { type Fault, Faults } from './kernel/faults';
import type { HttpRequestMessage, HttpResponseMessage } from './kernel/http-message';
import { ids } from './kernel/ids';
import { withoutAccounts } from './kernel/partial-batch';
import { type Principal, Principals } from './kernel/principals';
import { RateLimiter } from './kernel/rate-limiter';
import { readScope } from './kernel/sigv4-scope';
import { State } from './kernel/slot';
import type { OrganizationFile } from './organization/file';
import { Organization, type OrganizationChange } from './organization/organization';
import { parseRequest, refuse } from './protocols';
import { unknownService, unsigned } from './protocols/refusals';
import { serviceFor } from './protocols/request-service';

/** A call whose operation is not known yet. */
type UnreadCall = Omit<Call, 'operation'>;

export interface SimulationOptions {
  /** simulated seconds per real second; `settings.clockRate` of the file by default */
  readonly clockRate?: number;
}

/** A whole AWS organization: its accounts, the state of every service in every region, its time, and its calls. */
export class Simulation implements World {
  readonly clock: Clock;
  readonly state = new State();
  readonly calls = new CallLog();
  readonly faults = new Faults();
  readonly organization: Organization;
  readonly principals: Principals;
  readonly authorization: Authorization;
  readonly partition: string;
  /** where the HTTP server listens, once it does; simulated Lambda functions call it */
  endpoint: string | undefined;
  private readonly services: ReadonlyMap<string, Service>;
  private readonly limiter: RateLimiter;
  private readonly history = new History();

  private constructor(
    readonly file: OrganizationFile,
    services: readonly Service[],
    options: SimulationOptions,
  ) {
    this.clock = new Clock(options.clockRate ?? file.settings.clockRate);
    this.partition = file.partition;
    this.organization = new Organization(file, this.clock.now());
    this.principals = new Principals(file.partition, (id) => this.organization.accounts.has(id));
    this.services = new Map(services.map((service) => [service.signingName, service]));
    this.authorization = new Authorization(this, this.services);
    this.limiter = new RateLimiter(file.settings.callsPerSecond);
  }

  static async start(
    file: OrganizationFile,
    services: readonly Service[],
    options: SimulationOptions = {},
  ): Promise<Simulation> {
    const simulation = new Simulation(file, services, options);
    for (const service of services) await service.seed?.(simulation);
    return simulation;
  }

  /**
   * Runs `action` after AWS's usual delay, or at once if `settings.delays` is false.
   * @param seconds of the organization's time
   */
  eventually(seconds: number, action: () => void | Promise<void>): void {
    if (this.file.settings.delays) this.clock.after(seconds, action);
    else void action();
  }

  /** Notifies every service of a change in the organization. */
  async changed(change: OrganizationChange): Promise<void> {
    for (const service of this.services.values()) await service.onOrganizationChange?.(change, this);
  }

  /** Puts an AWS event on the default bus of its account and region. */
  async emit(event: AwsEvent): Promise<void> {
    for (const service of this.services.values()) await service.onEvent?.(event, this);
  }

  /** Makes every service record its measured values before metrics or alarms are read. */
  measure(place: { readonly accountId: string; readonly region: string }): void {
    for (const service of this.services.values()) service.measure?.(this, place);
  }

  /**
   * Calls an operation from inside, for another service or a control request: the same state, refusals and log, without the
   * wire. Sessions of roles need permission here too; an account's administrator, the identity with which services look into an
   * account, does not.
   * @throws AwsError if the operation refuses
   */
  async invoke<O>(
    signingName: string,
    operation: string,
    input: unknown,
    as: { principal: Principal; region: string },
  ): Promise<O> {
    const service = this.services.get(signingName);
    const run = service?.operations[operation];
    if (!service || !run) throw new Error(`the simulated organization has no ${signingName}:${operation}`);
    const call: Call = { ...this.callOf(service, as.principal, as.region), operation };
    try {
      const fault = this.faults.take({ ...call, account: call.accountId }, input, true);
      if (fault && !fault.applyFirst) throw faultError(fault);
      if (as.principal.roleArn !== undefined) this.authorization.require(call, input);
      const output = await this.perform(run, input, call);
      if (fault) throw faultError(fault);
      this.log(call, 200, null);
      return output as O;
    } catch (error) {
      if (error instanceof AwsError) this.log(call, error.status, error.code);
      throw error;
    }
  }

  /**
   * Answers one HTTP request.
   * @throws NoAnswer if the client gets none
   */
  async dispatch(request: HttpRequestMessage): Promise<HttpResponseMessage> {
    const scope = readScope(request);
    if (!scope) return this.unsigned(request);
    const service = this.services.get(scope.service);
    if (!service) return unknownService(scope.service, request, ids.uuid());
    const { latencyMs } = this.file.settings;
    if (latencyMs > 0) await pause(latencyMs);
    const principal = this.principals.find(scope.accessKeyId);
    const call = { ...this.callOf(service, principal ?? unidentified(scope.accessKeyId), scope.region), request };
    try {
      if (!principal) throw unknownCaller(service);
      if (isExpired(request)) throw expired(service);
      gate(service, scope.region, principal.accountId, this);
      const intercepted = await service.intercept?.(request, call);
      if (intercepted !== undefined) return intercepted as HttpResponseMessage;
      return await this.operate(service, request, call);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return refuse(service, request, error, call.requestId);
    }
  }

  async stop(): Promise<void> {
    this.clock.stop();
    for (const service of this.services.values()) await service.stop?.(this);
  }

  private unsigned(request: HttpRequestMessage): HttpResponseMessage {
    const service = serviceFor(this.services.values(), request);
    if (!service) return unknownService('of that kind', request, ids.uuid());
    return refuse(service, request, unsigned(service, request), ids.uuid());
  }

  private async operate(
    service: Service,
    request: HttpRequestMessage,
    unread: UnreadCall,
  ): Promise<HttpResponseMessage> {
    const exchange = parseRequest(service, request);
    const call: Call = { ...unread, operation: exchange.operation };
    const fault = this.faults.take({ ...call, account: call.accountId }, exchange.input);
    try {
      if (!this.limiter.allow(`${call.accountId}/${call.region}/${call.service}`)) throw throttled(service);
      if (fault?.latencyMs) await pause(fault.latencyMs);
      if (fault && !fault.applyFirst) throwFault(fault);
      const run = service.operations[exchange.operation];
      if (!run)
        throw new AwsError(
          'UnknownOperationException',
          404,
          `${service.signingName}:${exchange.operation} is not simulated`,
        );
      this.authorization.require(call, exchange.input);
      const output = await this.perform(run, exchange.input, call, fault);
      await apiCallEvent(call, exchange.input);
      if (fault?.applyFirst) throwFault(fault, true);
      const response = exchange.answer(output, call.requestId);
      this.log(call, response.status, null);
      return response;
    } catch (error) {
      if (error instanceof AwsError) this.log(call, error.status, error.code);
      if (error instanceof NoAnswer) this.log(call, 0, error.code);
      throw error;
    }
  }

  /** Runs one operation, with its fault if it has one. */
  private async perform(run: Operation, input: unknown, call: Call, fault?: Fault): Promise<unknown> {
    if (fault?.lagSeconds !== undefined) {
      const seen = this.history.lagging(this, fault.lagSeconds);
      return run(input as never, { ...call, world: seen });
    }
    if (!this.faults.lagging) this.history.forget();
    else if (!READ.test(call.operation)) this.history.remember(this);
    const operation = fault?.unprocessed ? withoutAccounts(run, fault.unprocessed) : run;
    return operation(input as never, call);
  }

  private callOf(service: Service, principal: Principal, region: string): UnreadCall {
    return {
      world: this,
      caller: principal,
      accountId: principal.accountId,
      region,
      partition: this.partition,
      service: service.signingName,
      requestId: ids.uuid(),
    };
  }

  private log(call: Call, status: number, errorCode: string | null): void {
    this.calls.add({
      time: this.clock.iso(),
      account: call.accountId,
      region: call.region,
      principal: call.caller.arn,
      service: call.service,
      operation: call.operation,
      status,
      errorCode,
    });
  }
}

const READ = /^(List|Get|Describe|BatchGet)/;

function throwFault(fault: Fault, lost = false): void {
  if (fault.noAnswer) throw new NoAnswer(fault.noAnswer, 'the connection broke');
  if (fault.error) throw new AwsError(fault.error.code, fault.error.status, fault.error.message);
  if (lost) throw new NoAnswer('ECONNRESET', 'the answer was lost');
}

/** The error that a service gets when another service does not answer. */
function faultError({ error }: Fault): AwsError {
  const { code, status, message } = error ?? { code: 'ServiceUnavailable', status: 503, message: 'no answer' };
  return new AwsError(code, status, message);
}

function throttled(service: Service): Error {
  return service.throttled?.() ?? new AwsError('ThrottlingException', 400, 'Rate exceeded');
}

function unidentified(accessKeyId: string): Principal {
  return { accountId: '', arn: 'unknown', userId: 'unknown', accessKeyId };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
