import { describe, expect, it } from 'vitest';
import { demoAnnouncement, demoSentence } from './demo-sentence.ts';
import { sampleRun, sampleStatus } from './testing/samples.ts';

const unanswered = { pictures: 0, recall: null, precision: null, mean_confidence: null, brightness: null };

describe('what the line does, in a sentence', () => {
  it.each([
    [sampleStatus('stopped', null), 'The demo line stands still'],
    [sampleStatus('starting', null), 'The demo line is starting'],
    [sampleStatus('starting'), 'The demo line is starting: the lamp is failing'],
    [sampleStatus('running'), 'Picture 1,187: the light falls and flickers, 91 % of the parts found'],
    [sampleStatus('running', sampleRun({ last_50: unanswered })), 'Picture 1,187: the light falls and flickers'],
    [sampleStatus('stopped'), 'The demo line was stopped at picture 1,187'],
    [sampleStatus('failed'), 'The demo line failed at picture 1,187'],
  ])('%#', (status, sentence) => {
    expect(demoSentence(status)).toBe(sentence);
  });
});

describe('what is said aloud', () => {
  it('does not change with every picture', () => {
    const at = (pictures: number) => demoAnnouncement(sampleStatus('running', sampleRun({ pictures })));
    expect(at(160)).toBe(at(161));
  });

  it('changes with the phase and when the line fails', () => {
    const at = (phase: number) => demoAnnouncement(sampleStatus('running', sampleRun({ phase })));
    expect(at(1)).not.toBe(at(2));
    expect(demoAnnouncement(sampleStatus('failed'))).toContain('10 pictures in a row');
    expect(demoAnnouncement(sampleStatus('stopped', null))).toBe('');
  });
});
