/** What `synth` is measured against: as many stacks as the rollout has, all but empty, under the same validation. */
import { App, CfnWaitConditionHandle, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
for (const region of String(app.node.tryGetContext('regions')).split(',')) {
  const stack = new Stack(app, `Empty-${region}`, { env: { account: '222222222222', region } });
  // CloudFormation takes no template without a resource
  new CfnWaitConditionHandle(stack, 'Nothing');
}
