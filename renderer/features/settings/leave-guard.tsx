import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { plural } from '../../components/format.ts';
import { settingsDraft } from './settings-draft.ts';

const ID = 'settings-unsaved';

const changeCount = (): number => Object.keys(settingsDraft.get()).length;

function remind(count: number, goBack: () => void): void {
  const close = () => notifications.hide(ID);
  notifications.show({
    id: ID,
    autoClose: false,
    withCloseButton: false,
    color: 'orange',
    role: 'alert',
    message: (
      <>
        <Text size="sm">{plural(count, 'change')} of the settings not saved yet, and kept meanwhile.</Text>
        <Group gap="sm" mt="sm">
          <Button
            onClick={() => {
              close();
              goBack();
            }}
          >
            Back to the settings
          </Button>
          <Button
            variant="default"
            onClick={() => {
              close();
              settingsDraft.discard();
            }}
          >
            Discard
          </Button>
        </Group>
      </>
    ),
  });
}

// One function for good: adding it again changes nothing, and it must outlast the page as the changes do.
const askBeforeUnload = (event: BeforeUnloadEvent): void => {
  if (changeCount() > 0) event.preventDefault();
};

/**
 * Nothing typed is lost by leaving: within the window the changes are kept and a note stays until they are taken up again
 * or discarded; closing the window asks first. Every way of leaving (keys, palette, history) comes through here.
 */
export function useLeaveGuard(): void {
  const [, navigate] = useLocation();
  useEffect(() => {
    notifications.hide(ID);
    window.addEventListener('beforeunload', askBeforeUnload);
    return () => {
      const count = changeCount();
      if (count > 0) remind(count, () => navigate('/settings'));
    };
  }, [navigate]);
}
