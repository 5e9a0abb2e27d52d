import { DetectiveClient } from '@aws-sdk/client-detective';
import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import { allServices, regionGate, requestHandler, type Simulation } from '@muster/simulator';
import { type Aws, type Connection, connect } from '../../lambda/aws/clients';
import { Detective } from '../../lambda/aws/detective/detective';
import { DetectiveInvitations } from '../../lambda/aws/detective/invitations';
import { FindingsExport } from '../../lambda/aws/guardduty/findings-export';
import { GuardDuty } from '../../lambda/aws/guardduty/guardduty';
import { GuardDutyInvitations } from '../../lambda/aws/guardduty/invitations';
import { GuardDutyRemoval } from '../../lambda/aws/guardduty/removal';
import { RulesAndLists } from '../../lambda/aws/guardduty/rules-and-lists';
import { Organizations } from '../../lambda/aws/organizations/organizations';
import { Sts } from '../../lambda/aws/sts/sts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

interface Client {
  send(command: { readonly input: object }): Promise<unknown>;
}

/** An error of the simulated organization, with the fields that the SDK would show. */
interface Refused extends Error {
  readonly code: string;
  readonly status?: number;
  readonly members: object;
}

/** A call before it is made. */
export interface Called {
  readonly service: string;
  readonly operation: string;
}

export interface Reach extends Connection {
  readonly credentials: Credentials;
  /** the calls that go through the SDK and the wire nevertheless; none if absent */
  readonly isOnWire?: (call: Called) => boolean;
}

/**
 * The ports of a run, without the wire: their calls to GuardDuty, Detective, Organizations and STS reach the simulated
 * organization as objects, a hundred times faster than through the SDK. They prepare worlds, check the outcome, and make the
 * calls around the ones that a test is about; these go through the SDK. On a call that skips the wire no fault is injected, and
 * nothing is retried.
 */
export function directAws(simulation: Simulation, { isOnWire = () => false, ...reach }: Reach): Aws {
  const { credentials, spent = () => false, now = () => simulation.clock.now() } = reach;
  const settings = { requestHandler: requestHandler(simulation), retryMode: 'standard', ...reach };
  const sessions = new Map<string, Promise<Aws>>();
  const direct = <C extends Client>(client: C, service: string, region: string): C => {
    const throughSdk = client.send.bind(client);
    client.send = async (command) => {
      const operation = command.constructor.name.replace(/Command$/, '');
      if (isOnWire({ service, operation })) return throughSdk(command);
      return asked(simulation, credentials, { service, operation, region }, command.input);
    };
    return client;
  };
  const guardDuty = (region: string) => direct(new GuardDutyClient({ ...settings, region }), 'guardduty', region);
  const detective = (region: string) => direct(new DetectiveClient({ ...settings, region }), 'detective', region);
  const organizations = (region: string) =>
    direct(new OrganizationsClient({ ...settings, region }), 'organizations', region);
  return {
    ...connect({ ...settings, now }),
    organizations: once((region) => new Organizations(organizations(region), region, now)),
    guardDuty: once((region) => new GuardDuty(guardDuty(region), region, spent)),
    guardDutyRemoval: once((region) => new GuardDutyRemoval(guardDuty(region), region, spent)),
    guardDutyInvitations: once((region) => new GuardDutyInvitations(guardDuty(region), region, spent)),
    rulesAndLists: once((region) => new RulesAndLists(guardDuty(region), region, spent)),
    findingsExport: once((region) => new FindingsExport(guardDuty(region), region, spent)),
    detective: once((region) => new Detective(detective(region), region, spent)),
    detectiveInvitations: once((region) => new DetectiveInvitations(detective(region), region, spent)),
    inAccount: (region, role) => {
      const key = `${role.account}/${role.name}/${role.externalId}`;
      const session =
        sessions.get(key) ??
        new Sts(direct(new STSClient({ ...settings, region }), 'sts', region), region)
          .assume(role)
          .then((session) => directAws(simulation, { ...settings, isOnWire, credentials: session }));
      sessions.set(key, session);
      return session;
    },
  };
}

async function asked(
  simulation: Simulation,
  { accessKeyId }: Credentials,
  { service, operation, region }: Called & { readonly region: string },
  given: object,
): Promise<unknown> {
  const principal = simulation.principals.find(accessKeyId);
  const found = allServices.find(({ signingName }) => signingName === service);
  if (!principal || !found) throw new Error(`${accessKeyId} is a key of no account, or ${service} not simulated`);
  // the caller shares no object with the simulated state, as on the wire
  const input = JSON.parse(JSON.stringify(given));
  try {
    regionGate(found, region, principal.accountId, simulation);
    const output = await simulation.invoke<object | undefined>(service, operation, input, { principal, region });
    return structuredClone(output) ?? {};
  } catch (error) {
    throw asTheSdkShows(error as Refused);
  }
}

function asTheSdkShows(error: Refused): Error {
  const { code, status, message, members } = error;
  // the error of a host that does not exist has a code and no status
  return code === undefined || status === undefined
    ? error
    : Object.assign(new Error(message), members, { name: code, $metadata: { httpStatusCode: status } });
}

function once<T>(make: (region: string) => T): (region: string) => T {
  const made = new Map<string, T>();
  return (region) => {
    const known = made.get(region) ?? make(region);
    made.set(region, known);
    return known;
  };
}
