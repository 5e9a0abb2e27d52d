import { HOME, MANAGEMENT, PATIENCE, SECURITY, Stage } from './stage';

test(
  'destroying a rollout with onRemoval: disable undoes everything in all stacks and accounts, but keeps the graph',
  async () => {
    const stage = await Stage.set();
    try {
      const configuration = stage.configuration((text) => `${text}onRemoval: disable\n`);
      expect(await stage.deploy(configuration)).toMatchObject({ code: 0 });
      const before = await stage.lastCall();
      const destroyed = await stage.cdk(['destroy', '--all', '--force'], configuration);
      expect(destroyed).toMatchObject({ code: 0 });
      const writes = await stage.writes(before);
      const home = writes.filter((write) => write.endsWith(`${SECURITY} ${HOME}`)).map((write) => write.split(' ')[0]);
      expect(home.filter((name) => name !== 'UpdateOrganizationConfiguration')).toEqual(
        expect.arrayContaining(['DisassociateMembers', 'DeleteMembers', 'DeleteDetector']),
      );
      expect(home).not.toContain('DeleteGraph');
      const own = writes.map((write) => write.split(' ')).filter(([, account]) => account === MANAGEMENT);
      expect([...new Set(own.map(([name]) => name))]).toEqual([
        'DisableOrganizationAdminAccount',
        'DeregisterDelegatedAdministrator',
      ]);
      // the regions let their members go before the management account takes the delegation back
      expect(writes.findIndex((write) => write.startsWith('DisableOrganizationAdminAccount'))).toBeGreaterThan(
        writes.findLastIndex((write) => write.startsWith('DeleteDetector')),
      );
    } finally {
      await stage.organization.stop();
    }
  },
  PATIENCE,
);
