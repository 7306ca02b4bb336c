import { Button } from '@mantine/core';
import { IconBell, IconBellOff, IconBellQuestion } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { toastProblem } from '../../../components/undo-toast.tsx';
import { ChannelTester } from './ChannelTester.tsx';
import { askPermission, mayNotify, type Permission, usePermission } from './notify/permission.ts';
import { testNotification } from './notify/show.ts';

const WORDS: Readonly<Record<Permission, string>> = {
  shell: 'This window shows them by the system.',
  granted: 'Allowed: this browser shows them, by one of its tabs, for as long as a page of this console is open.',
  not_asked: 'This browser has not been asked whether it may show them.',
  denied:
    'Blocked for this address. To change it, open the settings of this site by the icon beside the address, and allow notifications.',
  unsafe: 'Browsers show them only at 127.0.0.1, localhost or an https address. Open this console by one of those.',
  missing: 'This browser has no notifications. The desktop window has.',
};

/** Whether this browser or window may show notifications, the one place to ask it, and a way to try. */
export function DesktopPermission() {
  const permission = usePermission();
  const [, navigate] = useLocation();
  const isAllowed = mayNotify(permission);
  const Icon = isAllowed ? IconBell : permission === 'not_asked' ? IconBellQuestion : IconBellOff;
  return (
    <>
      <p className="channel-permission" data-permission={permission} role="status">
        <Icon size={16} aria-hidden />
        <span>{WORDS[permission]}</span>
      </p>
      {permission === 'not_asked' && (
        <Button className="channel-ask" onClick={() => void askPermission().catch(toastProblem)}>
          Allow notifications
        </Button>
      )}
      <ChannelTester
        label="Desktop"
        whyNot={isAllowed ? null : 'Needs to be allowed first.'}
        onTest={() => testNotification(navigate)}
      />
    </>
  );
}
