import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent: Okabe and Ito's sky blue, darkened and lightened to ten steps. */
const sky: MantineColorsTuple = [
  '#e8f5fd',
  '#d3e9f8',
  '#a6d3f0',
  '#79bde8',
  '#56b4e9',
  '#3498d2',
  '#1f7fb8',
  '#12679a',
  '#0b527d',
  '#053c5e',
];

/** Neutral greys with a hint of blue; the last four are the surfaces of the dark scheme. */
const dark: MantineColorsTuple = [
  '#d5dae1',
  '#b3bac5',
  '#8f98a6',
  '#687283',
  '#434c5b',
  '#2f3743',
  '#232a34',
  '#191f27',
  '#12171e',
  '#0c1016',
];

export const theme = createTheme({
  colors: { sky, dark },
  primaryColor: 'sky',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  fontFamily: 'Inter, "Segoe UI", system-ui, -apple-system, "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '11.5px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '19px' }, h2: { fontSize: '15px' }, h3: { fontSize: '13px' } },
  },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', allowDeselect: false } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true, multiline: true, maw: 360 } },
    // The body never scrolls, and locking it would add a style tag without the nonce.
    Modal: { defaultProps: { centered: true, lockScroll: false, overlayProps: { backgroundOpacity: 0.5, blur: 2 } } },
  },
});
