import { join } from 'node:path';
import TestRunner, { type Test, type TestEvents, type TestRunnerOptions, type TestWatcher } from 'jest-runner';
import { grouped, merged } from './groups';
import { inItsFile, resultsOfFiles, type TestResult } from './results';

type Listener<Name extends keyof TestEvents> = (data: TestEvents[Name]) => void | Promise<void>;
type TestCase = TestEvents['test-case-start' | 'test-case-result'][1];

/**
 * jest's own runner, except that unit tests which are neighbours share their modules and still are reported file by
 * file. jest loads all modules again for each file it runs, and V8 compiles them again: half of the time of the unit tests.
 */
export default class SharedModulesRunner extends TestRunner {
  /** by the path of the file that runs them */
  private readonly groups = new Map<string, Test[]>();

  override async runTests(tests: Test[], watcher: TestWatcher, options: TestRunnerOptions): Promise<void> {
    const runs = grouped(tests, this._globalConfig.maxWorkers).map((group) => this.asOneTest(group));
    return super.runTests(runs, watcher, options);
  }

  private asOneTest(group: Test[]): Test {
    const [first, second] = group as [Test, ...Test[]];
    if (second === undefined) return first;
    const path = merged(group, join(first.context.config.cacheDirectory, 'groups'));
    this.groups.set(path, group);
    return { context: first.context, path };
  }

  override on<Name extends keyof TestEvents>(event: Name, listener: Listener<Name>) {
    return super.on(event, async (data) => {
      for (const each of this.ofFiles(event, data)) await listener(each as TestEvents[Name]);
    });
  }

  /** What happened to a group, as it happened to the files in it. */
  private ofFiles(event: keyof TestEvents, data: TestEvents[keyof TestEvents]): unknown[] {
    const [subject, detail] = data;
    const group = this.groups.get(typeof subject === 'string' ? subject : subject.path);
    if (group === undefined) return [data];
    switch (event) {
      case 'test-file-start':
        return group.map((test) => [test]);
      case 'test-file-failure':
        return group.map((test) => [test, detail]);
      case 'test-file-success':
        return resultsOfFiles(group, detail as TestResult, this._globalConfig);
      case 'test-case-start':
      case 'test-case-result': {
        const one = detail as TestCase;
        return [[one.ancestorTitles[0], inItsFile(one)]];
      }
    }
  }
}
