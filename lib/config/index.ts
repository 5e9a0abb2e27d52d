export { ConfigError, describe, type Issue } from './issue';
export { type Config, loadConfig, parseConfig } from './load';
export { type Partition, type RolloutFile, type RolloutFileInput, rolloutFile } from './schema';
