import { zipOfInlineCode } from '../../../../src/services/cloudformation/resource-types/inline-code';
import { readZip } from '../../../../src/services/lambda/zip';

test.each([
  ['nodejs20.x', 'index.js'],
  ['python3.12', 'index.py'],
])('inline code for %s becomes a package with the file %s', (runtime, path) => {
  const source = 'exports.handler = async () => "Grüße";\n'.repeat(50);
  expect(readZip(zipOfInlineCode(source, runtime))).toEqual([{ path, content: Buffer.from(source) }]);
});
