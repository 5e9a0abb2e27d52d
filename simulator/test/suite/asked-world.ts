import { MANAGEMENT, organizationOf } from '../../src/fixtures/organization-of';
import { serve } from '../../src/server';
import { allServices } from '../../src/services';
import { Simulation } from '../../src/simulation';
import { type Facts, type Send, sdk, surroundings } from '../../src/suite';

export const region = 'us-east-1';
export const LABEL = 'muster-contract-test';

/** A simulated organization that the suite asks through the wire. */
export interface SuiteWorld {
  readonly simulation: Simulation;
  readonly send: Send;
  facts(): Promise<Facts>;
  stop(): Promise<void>;
}

export async function askedWorld(account = MANAGEMENT): Promise<SuiteWorld> {
  const simulation = await Simulation.start(organizationOf(), allServices, { clockRate: 0 });
  const { endpoint, close } = await serve(simulation);
  const send = sdk({ region, endpoint, credentials: { accessKeyId: `AKIA${account}`, secretAccessKey: 'secret' } });
  return {
    simulation,
    send,
    facts: () => surroundings(send, region, 10, LABEL),
    stop: async () => {
      await close();
      await simulation.stop();
    },
  };
}
