import { allKeys } from '../../../lib/config/json-schema';
import { reference } from '../../../lib/config/reference';
import { allRegions } from '../../../lib/regions';

describe('the configuration reference', () => {
  const lines = reference().split('\n');
  const cellsOf = (path: string) => lines.find((line) => line.startsWith(`| \`${path}\` |`))?.split(' | ');

  it('has a line with values, default and meaning for every key', () => {
    // the shorthand has only the word
    const shorthand = /^guardDuty\.protectionPlans\.\w+\.autoEnable$/;
    const paths = allKeys()
      .map((path) => path.join('.'))
      .filter((path) => !shorthand.test(path));
    expect(paths.length).toBeGreaterThan(30);
    for (const path of paths) {
      const cells = cellsOf(path);
      expect(cells).toHaveLength(4);
      for (const cell of cells ?? []) expect(cell.replaceAll(/[| ]/g, '')).not.toBe('');
    }
  });

  it('shows the default that the schema has', () => {
    expect(cellsOf('guardDuty.protectionPlans.LAMBDA_NETWORK_LOGS')?.[2]).toBe('`ALL`');
    expect(cellsOf('homeRegion')?.[2]).toBe('**required**');
    expect(cellsOf('detective.dataSourcePackages')?.[2]).toBe('`[EKS_AUDIT]`');
  });

  it('lists every region', () => {
    for (const { name } of allRegions) expect(cellsOf(name)).toHaveLength(5);
  });
});
