import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { everyPartition } from './every-partition';

/** Writes the templates of rollouts over every region of every partition into a folder, in one folder for each region. */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: write-templates FOLDER');
for (const { partition, app } of everyPartition())
  for (const stack of app.node.findAll().filter(Stack.isStack)) {
    const place = join(folder, stack.region);
    mkdirSync(place, { recursive: true });
    const template = JSON.stringify(Template.fromStack(stack).toJSON(), undefined, 1);
    writeFileSync(join(place, `${partition}-${stack.stackName}.json`), template);
  }
