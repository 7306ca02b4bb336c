import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import {
  IconCommand,
  IconFileText,
  IconKeyboard,
  IconMoon,
  IconSearch,
  IconSun,
  IconSunMoon,
} from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { useCommands } from './commands.ts';
import { PAGES } from './pages.ts';
import { openShortcuts } from './shortcuts.ts';

/** Ctrl/Cmd+K: every page and every command, those of the page that is open first. */
export function CommandPalette() {
  const [, navigate] = useLocation();
  const { setColorScheme } = useMantineColorScheme();
  const commands = useCommands();
  const inOrder = [...commands.filter((each) => !each.everywhere), ...commands.filter((each) => each.everywhere)];
  const actions: SpotlightActionData[] = [
    ...inOrder.map(({ id, label, description, run }) => ({
      id,
      label,
      description,
      leftSection: <IconCommand size={18} stroke={1.6} aria-hidden />,
      onClick: run,
    })),
    ...PAGES.map(({ path, label, purpose, icon: IconOfPage }) => ({
      id: path,
      label: `Go to ${label}`,
      description: purpose,
      leftSection: <IconOfPage size={18} aria-hidden />,
      onClick: () => navigate(path),
    })),
    { id: 'dark', label: 'Dark theme', leftSection: <IconMoon size={18} />, onClick: () => setColorScheme('dark') },
    { id: 'light', label: 'Light theme', leftSection: <IconSun size={18} />, onClick: () => setColorScheme('light') },
    {
      id: 'auto',
      label: 'System theme',
      leftSection: <IconSunMoon size={18} />,
      onClick: () => setColorScheme('auto'),
    },
    { id: 'keys', label: 'Keyboard shortcuts', leftSection: <IconKeyboard size={18} />, onClick: openShortcuts },
    {
      id: 'docs',
      label: 'HTTP API',
      description: 'What a script can do, with examples',
      leftSection: <IconFileText size={18} />,
      onClick: () => void window.open('/docs', '_blank', 'noopener'),
    },
  ];
  return (
    <Spotlight
      actions={actions}
      shortcut="mod + K"
      nothingFound="No command has these words"
      highlightQuery
      scrollable
      lockScroll={false}
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'What do you want to do?',
        'aria-label': 'Search commands',
      }}
    />
  );
}
