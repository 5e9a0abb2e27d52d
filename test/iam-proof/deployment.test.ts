import { GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { HOME, PATIENCE, SECURITY, Stage } from '../end-to-end/stage';

type Config = { readonly region: string; readonly endpoint: string; readonly credentials: object };

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
}, PATIENCE);
afterAll(() => stage.organization.stop());

const as = <C>(Client: new (config: never) => C): C => {
  const credentials = { accessKeyId: `AKIA${SECURITY}`, secretAccessKey: 'rehearsal' };
  const config: Config = { region: HOME, endpoint: stage.organization.endpoint, credentials };
  return new Client(config as never);
};

/** The function of GuardDuty's pass, and the event that a repair invokes it with. */
async function scheduledPass() {
  const { Functions = [] } = await as(LambdaClient).send(new ListFunctionsCommand({}));
  const pass = Functions.find(({ FunctionName }) => FunctionName === 'muster-guardduty-pass');
  const stateMachineArn = `arn:aws:states:${HOME}:${SECURITY}:stateMachine:muster-detection-repair`;
  const machine = await as(SFNClient).send(new DescribeStateMachineCommand({ stateMachineArn }));
  const event = JSON.stringify(JSON.parse(machine.definition ?? '').States.guardduty.Parameters.Desired);
  return { FunctionName: pass?.FunctionName, role: pass?.Role?.split('/').at(-1), event };
}

async function run({ FunctionName, event }: { FunctionName: string | undefined; event: string }) {
  const input = { FunctionName, Payload: Buffer.from(event) };
  const { FunctionError, Payload } = await as(LambdaClient).send(new InvokeCommand(input));
  return { failed: FunctionError !== undefined, answer: Buffer.from(Payload ?? []).toString() };
}

test(
  'no call of a deployment is denied; after a permission is removed from a role, its function fails and names that permission',
  async () => {
    expect((await stage.deploy(stage.configuration())).code).toBe(0);
    const calls = await stage.organization.calls();
    expect(calls.filter(({ errorCode }) => /AccessDenied/.test(errorCode ?? ''))).toEqual([]);
    expect(calls.some(({ principal }) => /assumed-role\/muster-.*-pass/.test(principal))).toBe(true);

    const pass = await scheduledPass();
    expect(await run(pass)).toMatchObject({ failed: false, answer: expect.stringContaining('IsComplete') });
    const policy = { RoleName: pass.role, PolicyName: 'permissions' };
    const { PolicyDocument = '' } = await as(IAMClient).send(new GetRolePolicyCommand(policy));
    const poorer = decodeURIComponent(PolicyDocument).replace('"guardduty:ListMembers",', '');
    await as(IAMClient).send(new PutRolePolicyCommand({ ...policy, PolicyDocument: poorer }));
    expect(await run(pass)).toMatchObject({
      failed: true,
      answer: expect.stringContaining('no identity-based policy allows the guardduty:ListMembers action'),
    });
    await as(IAMClient).send(
      new PutRolePolicyCommand({ ...policy, PolicyDocument: decodeURIComponent(PolicyDocument) }),
    );
    expect((await run(pass)).failed).toBe(false);
  },
  PATIENCE,
);
