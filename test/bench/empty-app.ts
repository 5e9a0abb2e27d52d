/** The app that `synth` is measured against: as many stacks as the rollout has, almost empty, with the same validation. */
import { App, CfnWaitConditionHandle, Stack, Validations } from 'aws-cdk-lib';
import { NagChecks } from '../../lib/nag-checks';

const app = new App();
Validations.of(app).addPlugins(new NagChecks(app));
for (let number = 1; number <= Number(app.node.tryGetContext('stacks')); number += 1) {
  const stack = new Stack(app, `Empty-${number}`, { env: { account: '222222222222', region: 'eu-west-1' } });
  // CloudFormation takes no template without a resource
  new CfnWaitConditionHandle(stack, 'Nothing');
}
