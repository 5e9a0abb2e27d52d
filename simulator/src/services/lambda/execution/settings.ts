import type { World } from '../../../contract/world';
import { ids } from '../../../kernel/ids';
import type { LambdaFunction } from '../state';
import { endpointOf } from './endpoint';
import type { EnvironmentSettings } from './environment';
import { environmentsOf } from './environments';

/** The settings with which a function's execution environment starts; they contain no environment variable of this process. */
export async function settingsOf(world: World, found: LambdaFunction, version: string): Promise<EnvironmentSettings> {
  const { configuration, zip } = found.versions.get(version) ?? found;
  const { folders } = environmentsOf(world);
  const folder = folders.folderOf(zip);
  const scratch = folders.scratch();
  const { credentials } = world.principals.assume(configuration.Role ?? '', found.name, found.arn);
  const memorySize = configuration.MemorySize ?? 128;
  const date = world.clock.iso().slice(0, 10).replaceAll('-', '/');
  const logStream = `${date}/[${version}]${ids.hex(32)}`;
  return {
    folder,
    scratch,
    memorySize,
    logStream,
    now: () => world.clock.now(),
    env: {
      ...configuration.Environment?.Variables,
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: scratch,
      TMPDIR: scratch,
      TZ: ':UTC',
      LANG: 'en_US.UTF-8',
      _HANDLER: configuration.Handler ?? '',
      LAMBDA_TASK_ROOT: folder,
      AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.Runtime}`,
      AWS_REGION: found.region,
      AWS_DEFAULT_REGION: found.region,
      AWS_LAMBDA_FUNCTION_NAME: found.name,
      AWS_LAMBDA_FUNCTION_VERSION: version,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(found),
      AWS_LAMBDA_LOG_STREAM_NAME: logStream,
      AWS_LAMBDA_LOG_FORMAT: configuration.LoggingConfig?.LogFormat ?? 'Text',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
      AWS_ENDPOINT_URL: await endpointOf(world),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  };
}

/** The CloudWatch Logs group that a function writes to. */
export function logGroupOf({ name, configuration }: LambdaFunction): string {
  return configuration.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`;
}
