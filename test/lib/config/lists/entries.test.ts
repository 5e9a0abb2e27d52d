import { plainText, readEntries } from '../../../../lib/config/lists/entries';

const mistakes = (text: string, key: Parameters<typeof readEntries>[1] = 'trustedIpLists') =>
  readEntries(text, key).mistakes.map(
    ({ level, line, column, got = '', message }) => `${level} ${line}:${column} ${got} ${message}`,
  );

describe('a list in plain text', () => {
  it('has one entry in each line; remarks, empty lines, repetitions and the marks of editors are ignored', () => {
    const { entries, mistakes: none } = readEntries(
      '\uFEFF# Berlin\r\n203.0.113.7  # the old line\r\n\r\n198.51.100.0/24\r\n203.0.113.7\r\n',
      'trustedIpLists',
    );
    expect([plainText(entries), none]).toEqual(['203.0.113.7\n198.51.100.0/24\n', []]);
  });

  it.each([
    ['203.0.113.0/33', 'is not an address or range; write one entry in each line'],
    ['203.0.113.256', 'is not an address or range; write one entry in each line'],
    ['203.0.113.1-203.0.113.9', 'is not an address or range; write one entry in each line'],
    ['203.0.113.1, 203.0.113.2', 'is not an address or range; write one entry in each line'],
    ['https://example.com/', 'is not an address or range; write one entry in each line'],
    ['example.com', 'is a domain, which only entity lists accept'],
    ['0.0.0.0/0', 'contains every address'],
  ])('fails when an entry is %s', (entry, message) => {
    expect(mistakes(`203.0.113.7\n ${entry}\n`)).toEqual([`error 2:2 ${JSON.stringify(entry)} ${message}`]);
  });

  it('of entities has domains too', () => {
    expect(mistakes('203.0.113.7\nexample.com\nxn--bcher-kva.example\n', 'threatEntityLists')).toEqual([]);
    expect(mistakes('example\n*.example.com\n', 'threatEntityLists')).toEqual([
      'error 1:1 "example" is not an address, range or domain; write one entry in each line',
      'error 2:1 "*.example.com" is not an address, range or domain; write one entry in each line',
    ]);
  });

  it('warns of addresses that GuardDuty ignores', () => {
    expect(mistakes('203.0.113.7\n192.168.1.0/24\n2001:db8::/32\n')).toEqual([
      'warning 2:1 "192.168.1.0/24" has no effect: lists apply only to publicly routable addresses',
      'warning 3:1 "2001:db8::/32" GuardDuty documents its lists for IPv4 addresses only',
    ]);
  });

  it('must have entries, and not more than GuardDuty accepts', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => `198.18.${Math.floor(at / 256)}.${at % 256}`).join('\n');
    expect(mistakes('# nothing yet\n')).toEqual(['error 1:1  has no entries']);
    expect(mistakes(many(2000))).toEqual([]);
    expect(mistakes(many(2001))).toEqual(['error 1:1 2001 entries GuardDuty accepts 2000 in a trusted IP list']);
    expect(mistakes(many(2001), 'threatEntityLists')).toEqual([
      'warning 1:1 2001 entries GuardDuty accepts 1000 in a threat entity list',
    ]);
  });

  it('that is not a list at all is reported in a few lines', () => {
    const all = mistakes(Array.from({ length: 500 }, (_, at) => `x${at}`).join('\n'));
    expect(all).toHaveLength(21);
    expect(all.at(-1)).toBe('error 21:1  and 480 more lines like these');
  });
});
