import pc from 'picocolors';
import type { Explanation, Setting } from './report';

/** The explanation as text. */
export function textOf({ account, name, unit, region, settings, notes }: Explanation, file: string): string {
  const place = unit === '' ? 'the root' : unit;
  const width = Math.max(...settings.map(({ setting }) => setting.length));
  const values = Math.max(...settings.map(({ value }) => value.length));
  const line = ({ setting, value, decidedBy, line: at }: Setting) => {
    const by = decidedBy === setting ? '' : ` ${decidedBy}`;
    const where = at === undefined ? 'default' : `${file}:${at}${by}`;
    return `  ${setting.padEnd(width)}  ${pc.bold(value.padEnd(values))}  ${pc.dim(where)}`;
  };
  const of = (service: Setting['service']) => settings.filter((each) => each.service === service).map(line);
  return [
    pc.bold(`${account} ${name}, in ${place}, ${region}`),
    'GuardDuty',
    ...of('GuardDuty'),
    ...(settings.some(({ service }) => service === 'Detective') ? ['Detective', ...of('Detective')] : []),
    ...notes.map((note) => pc.dim(note)),
  ].join('\n');
}
