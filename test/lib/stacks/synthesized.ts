import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type RolloutFileInput, rolloutFile } from '../../../lib/config';
import { type Rollout, rollout } from '../../../lib/rollout';
import { addStacks } from '../../../lib/stacks';

/** A folder in place of the bundled handlers, because bundling takes a second. */
export const HANDLERS = join(__dirname, '..', 'handlers');

const SMALL: RolloutFileInput = {
  organization: { managementAccount: '111111111111', delegatedAdministrator: '222222222222' },
  homeRegion: 'eu-west-1',
  regions: ['eu-west-1', 'ap-northeast-3'],
};

/** The desired states of a small rollout; `input` replaces parts of its configuration. */
export function rolloutOf(input: Partial<RolloutFileInput> = {}): Rollout {
  return rollout(rolloutFile.parse({ ...SMALL, ...input }));
}

/** The app of a small rollout. */
export function appOf(input: Partial<RolloutFileInput> = {}): App {
  const app = new App();
  addStacks(app, rolloutOf(input), HANDLERS);
  return app;
}

/** One stack of an app, by its name. */
export function stackOf(app: App, name: string): Stack {
  return app.node.findChild(name) as Stack;
}

/** The template of one stack of a small rollout. */
export function templateOf(name: string, input: Partial<RolloutFileInput> = {}): Template {
  return Template.fromStack(stackOf(appOf(input), name));
}

/** A template without what changes for reasons of its own: the handlers' hash, and desired states, which have tests of theirs. */
export function masked(template: Template): unknown {
  return JSON.parse(JSON.stringify(template.toJSON()), (_, given) => {
    const lines: unknown = given?.['Fn::Join']?.[1];
    const isJoined = Array.isArray(lines) && lines.every((line) => typeof line === 'string');
    const value = isJoined ? lines.join('') : given;
    if (typeof value !== 'string') return value;
    if (/^\{"StartAt":.*"Parameters":\{"Execution/.test(value)) return '<passes>';
    if (value.startsWith('{"service":')) return '<desired state>';
    return isJoined ? given : value.replace(/\b[0-9a-f]{64}\b/g, '<asset>');
  });
}
