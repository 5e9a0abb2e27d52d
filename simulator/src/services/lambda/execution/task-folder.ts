import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { readZip } from '../zip';

/** The packages that Lambda's Node.js runtimes include. */
const PACKAGE_SCOPES = ['@aws-sdk', '@smithy'];

/** The real path of the runtime's packages. */
export const RUNTIME_PACKAGES = realpathSync(
  dirname(dirname(dirname(require.resolve('@aws-sdk/client-sts/package.json')))),
);

/** Deployment packages unpacked on disk: one folder for each package, even if several functions and environments use it. */
export class TaskFolders {
  private root: string | undefined;

  /** Unpacks a package, unless it is unpacked already. */
  folderOf(zip: Uint8Array): string {
    const home = join(this.rootFolder(), createHash('sha256').update(zip).digest('hex').slice(0, 32));
    const task = join(home, 'task');
    if (existsSync(task)) return task;
    mkdirSync(task, { recursive: true });
    linkRuntimePackages(home);
    for (const { path, content } of readZip(zip)) {
      const file = join(task, path);
      if (!file.startsWith(task + sep)) throw new Error(`the deployment package has a file outside of it: ${path}`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    return task;
  }

  /** An empty folder for an execution environment's own files. */
  scratch(): string {
    return mkdtempSync(join(this.rootFolder(), 'tmp-'));
  }

  remove(): void {
    if (this.root !== undefined) rmSync(this.root, { recursive: true, force: true });
    this.root = undefined;
  }

  private rootFolder(): string {
    this.root ??= realpathSync(mkdtempSync(join(tmpdir(), 'simulated-lambda-')));
    return this.root;
  }
}

/** Links the SDK above the package, so that `require` and `import` find it, and no other package of this project. */
function linkRuntimePackages(home: string): void {
  mkdirSync(join(home, 'node_modules'));
  for (const scope of PACKAGE_SCOPES) symlinkSync(join(RUNTIME_PACKAGES, scope), join(home, 'node_modules', scope));
}
