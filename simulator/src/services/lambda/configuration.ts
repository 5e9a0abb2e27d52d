import type {
  CreateFunctionCommandInput,
  FunctionConfiguration,
  UpdateFunctionConfigurationCommandInput,
} from '@aws-sdk/client-lambda';
import type { Call } from '../../contract/service';
import { ids } from '../../kernel/ids';
import type { Code } from './code';
import { invalidParameter, validation } from './errors';

/** Variables that the runtime sets. */
const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_REGION|AWS_DEFAULT_REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_.*|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR)$/;
const ALLOWED_ANYWAY = ['AWS_LAMBDA_EXEC_WRAPPER'];

type Settings = Omit<UpdateFunctionConfigurationCommandInput, 'FunctionName' | 'RevisionId'>;

/** A new function's configuration. */
export function newConfiguration(
  input: CreateFunctionCommandInput,
  arn: string,
  name: string,
  call: Call,
): FunctionConfiguration {
  const {
    Code: _code,
    Tags: _tags,
    Publish: _publish,
    FunctionName: _name,
    PackageType,
    Architectures,
    ...settings
  } = input;
  return {
    FunctionName: name,
    FunctionArn: arn,
    Version: '$LATEST',
    Description: '',
    Timeout: 3,
    MemorySize: 128,
    PackageType: PackageType ?? 'Zip',
    Architectures: Architectures ?? ['x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    TracingConfig: { Mode: 'PassThrough' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
    ...settled(call),
    ...changes(settings, name),
  };
}

/** The configuration after UpdateFunctionConfiguration. */
export function changedConfiguration(
  before: FunctionConfiguration,
  input: Settings,
  name: string,
  call: Call,
): FunctionConfiguration {
  return { ...before, ...settled(call), ...changes(input, name) };
}

/** The configuration with another deployment package. */
export function withCode(before: FunctionConfiguration, { sha256, zip }: Code, call: Call): FunctionConfiguration {
  return { ...before, ...settled(call), CodeSha256: sha256, CodeSize: zip.byteLength };
}

/** A function is ready as soon as it is created or updated, because the simulator has no image to build. */
function settled(call: Call): Partial<FunctionConfiguration> {
  return {
    State: 'Active',
    LastUpdateStatus: 'Successful',
    RevisionId: ids.uuid(),
    LastModified: call.world.clock.iso().replace('Z', '+0000'),
  };
}

/** The settings of a request in the form of answers. */
function changes(input: Settings, name: string): Partial<FunctionConfiguration> {
  checkSettings(input);
  const { Environment, VpcConfig, Layers, LoggingConfig, ImageConfig: _image, SnapStart, ...same } = input;
  const given = Object.entries({
    ...same,
    Environment: Environment && { Variables: { ...Environment.Variables } },
    VpcConfig: VpcConfig && { ...VpcConfig, VpcId: VpcConfig.SubnetIds?.length ? 'vpc-0simulated' : '' },
    Layers: Layers?.map((Arn) => ({ Arn, CodeSize: 0 })),
    LoggingConfig: LoggingConfig && { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}`, ...LoggingConfig },
    SnapStart: SnapStart && { ...SnapStart, OptimizationStatus: 'Off' },
  }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

function checkSettings({ Environment, Timeout, MemorySize }: Settings): void {
  const reserved = Object.keys(Environment?.Variables ?? {}).filter(
    (key) => RESERVED.test(key) && !ALLOWED_ANYWAY.includes(key),
  );
  if (reserved.length > 0)
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  outOfRange('timeout', Timeout, 1, 900);
  outOfRange('memorySize', MemorySize, 128, 10240);
}

function outOfRange(member: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || (value >= least && value <= most)) return;
  const bound = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  throw validation(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value ${bound}`,
  );
}
