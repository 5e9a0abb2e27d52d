import { DetectiveClient } from '@aws-sdk/client-detective';
import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import { allServices, regionGate, requestHandler, type Simulation } from '@muster/simulator';
import { type Aws, connect } from '../../lambda/aws/clients';
import { Detective } from '../../lambda/aws/detective/detective';
import { DetectiveInvitations } from '../../lambda/aws/detective/invitations';
import { FindingsExport } from '../../lambda/aws/guardduty/findings-export';
import { GuardDuty } from '../../lambda/aws/guardduty/guardduty';
import { GuardDutyInvitations } from '../../lambda/aws/guardduty/invitations';
import { GuardDutyRemoval } from '../../lambda/aws/guardduty/removal';
import { RulesAndLists } from '../../lambda/aws/guardduty/rules-and-lists';
import { Organizations } from '../../lambda/aws/organizations/organizations';
import { Sts } from '../../lambda/aws/sts/sts';

interface Credentials {
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

/**
 * The ports of a run, without the wire: their calls to GuardDuty, Detective and Organizations reach the simulated
 * organization as objects, a hundred times faster than through the SDK. They prepare worlds and check the outcome;
 * the subject of a test goes through the SDK. Faults are not injected, and nothing is retried.
 */
export function directAws(simulation: Simulation, credentials: Credentials): Aws {
  const settings = { credentials, requestHandler: requestHandler(simulation) };
  const spent = () => false;
  const now = () => simulation.clock.now();
  const sessions = new Map<string, Promise<Aws>>();
  const direct = <C extends Client>(client: C, service: string, region: string): C => {
    client.send = (command) => asked(simulation, credentials, service, region, command);
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
        new Sts(new STSClient({ ...settings, region }), region)
          .assume(role)
          .then((session) => directAws(simulation, session));
      sessions.set(key, session);
      return session;
    },
  };
}

async function asked(
  simulation: Simulation,
  { accessKeyId }: Credentials,
  service: string,
  region: string,
  command: { readonly input: object },
): Promise<unknown> {
  const principal = simulation.principals.find(accessKeyId);
  const found = allServices.find(({ signingName }) => signingName === service);
  if (!principal || !found) throw new Error(`${accessKeyId} is a key of no account, or ${service} not simulated`);
  const operation = command.constructor.name.replace(/Command$/, '');
  // the caller shares no object with the simulated state, as on the wire
  const input = JSON.parse(JSON.stringify(command.input));
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
