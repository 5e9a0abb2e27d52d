import type { Fault } from '@muster/simulator';
import type { LedgerHub, TargetName } from './delivery-ledger';
import { TARGETS } from './delivery-ledger';

/** A fault at one hop of a finding's way to its targets. It lasts until it is mended. */
export interface HopFault {
  readonly hop: string;
  /** the targets that receive nothing meanwhile */
  readonly cutsOff: readonly TargetName[];
  begin(booked: LedgerHub): Promise<void>;
  /** undoes what `faults.clear` does not undo */
  mend?(booked: LedgerHub): Promise<void>;
}

const ALWAYS = 1_000_000;
const INTERNAL = { code: 'InternalFailure', status: 500, message: 'We encountered an internal error' };

function answering(
  hop: string,
  cutsOff: readonly TargetName[],
  fault: Pick<Fault, 'service' | 'operation'> & Partial<Fault>,
): HopFault {
  return {
    hop,
    cutsOff,
    begin: async ({ hub }) => hub.simulation.faults.add({ times: ALWAYS, error: INTERNAL, ...fault }),
  };
}

/** A queue whose policy now refuses every message. */
function closed(hop: string, cutsOff: readonly TargetName[], queue: string): HopFault {
  const open = new WeakMap<LedgerHub, string>();
  const queueUrl = async ({ hub }: LedgerHub) => {
    const { QueueUrls } = await hub.call<{ QueueUrls: string[] }>('sqs', 'ListQueues', {});
    return QueueUrls.find((url) => url.includes(queue));
  };
  const setPolicy = async (booked: LedgerHub, Policy: string) =>
    booked.hub.call('sqs', 'SetQueueAttributes', { QueueUrl: await queueUrl(booked), Attributes: { Policy } });
  return {
    hop,
    cutsOff,
    begin: async (booked) => {
      const input = { QueueUrl: await queueUrl(booked), AttributeNames: ['Policy'] };
      const { Attributes } = await booked.hub.call<{ Attributes: { Policy: string } }>(
        'sqs',
        'GetQueueAttributes',
        input,
      );
      open.set(booked, Attributes.Policy);
      const Statement = { Effect: 'Deny', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' };
      await setPolicy(booked, JSON.stringify({ Version: '2012-10-17', Statement }));
    },
    mend: async (booked) => {
      await setPolicy(booked, open.get(booked) ?? '');
    },
  };
}

function endpoint(status: number): HopFault {
  return {
    hop: `the endpoint answers ${status}`,
    cutsOff: ['hook'],
    begin: async (booked) => {
      booked.status = () => status;
    },
    mend: async (booked) => {
      booked.status = () => 200;
    },
  };
}

function keys(operation: 'DisableKey' | 'EnableKey') {
  return async ({ hub }: LedgerHub) => {
    const { Keys } = await hub.call<{ Keys: { KeyId: string }[] }>('kms', 'ListKeys', {});
    for (const { KeyId } of Keys) await hub.call('kms', operation, { KeyId });
  };
}

/** A fault for each hop from the bus to a target. */
export const HOP_FAULTS: readonly HopFault[] = [
  closed('the queue of the enrichment refuses every message', TARGETS, 'IntakeQueue'),
  answering('the table does not answer', TARGETS, { service: 'dynamodb', operation: '*' }),
  answering('the bus accepts nothing', TARGETS, { service: 'events', operation: 'PutEvents' }),
  closed('the queue of a target refuses every message', ['inbox'], 'inbox'),
  answering('SNS does not answer the publisher', ['mail'], { service: 'sns', operation: 'Publish' }),
  answering('the publisher cannot be invoked', ['mail'], { service: 'lambda', operation: 'Invoke', internal: true }),
  answering('Systems Manager does not answer', ['tickets'], {
    service: 'ssm',
    operation: 'CreateOpsItem',
    internal: true,
  }),
  {
    hop: 'the key of the topics is disabled',
    cutsOff: ['mail', 'channel'],
    begin: keys('DisableKey'),
    mend: keys('EnableKey'),
  },
  endpoint(400),
  endpoint(503),
];
