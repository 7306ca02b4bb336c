import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { SettingsSection } from './SettingsSection.tsx';

const SCHEMES: { value: MantineColorScheme; label: string }[] = [
  { value: 'auto', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** The theme belongs to this browser, not to the console; it holds at once and needs no saving. */
export function AppearanceSettings() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SettingsSection id="appearance" title="Appearance">
      <div className="setting">
        <div className="setting-words">
          <span className="setting-label" id="theme-label">
            Theme
          </span>
          <p>
            Kept in this browser, not in the console. <span className="setting-effect">Takes effect at once.</span>
          </p>
        </div>
        <div className="setting-control">
          <SegmentedControl
            aria-labelledby="theme-label"
            data={SCHEMES}
            value={colorScheme}
            onChange={(value) => setColorScheme(SCHEMES.find((scheme) => scheme.value === value)?.value ?? 'auto')}
          />
        </div>
      </div>
    </SettingsSection>
  );
}
