import { add, divide, is, isLike, metric, rate, scale, sum } from '../expression/types.ts';
import { FLAG, MINUTE, PERCENT, rulesOf, SHARE } from './types.ts';

/** Errors that are the image's own. */
const UNREADABLE = sum(
  rate('model_errors_total', 5 * MINUTE, isLike('type', 'image_unreadable|image_too_large|unsupported_media_type')),
);
const GREY = { min: 0, max: 255 };
const BRIGHTNESS = {
  look: 'Drift, brightness: since when, and the images that are furthest off. History for the pictures themselves.',
  act: 'Check lamp, exposure and lens. If it is meant to be like this, move the threshold.',
};

export const QUALITY = rulesOf('quality', [
  {
    name: 'LowModelAccuracy',
    requirement: 'D2 (001)',
    severity: 'warning',
    component: 'model',
    expression: metric('model_accuracy', is('class', 'all')),
    comparator: '<',
    threshold: 0.7,
    for_s: 15 * MINUTE,
    bounds: SHARE,
    summary: 'The model was not accurate enough when it was last evaluated',
    description: 'mAP50 of the loaded model is {value} in its latest evaluation, below {threshold}.',
    runbook: {
      means:
        'Mean average precision at IoU 0.50 of the latest finished evaluation of the model that is loaded. It is as good as the labelled images, and says nothing of live traffic.',
      look: 'The evaluation: classes with a low AP50, and what they are confused with.',
      act: 'Load a better model, or train on the classes that fail. If the set is at fault, evaluate on a better one.',
    },
  },
  {
    // "Abnormal brightness" of 000, which names no figures. Dark and bright have different causes, so they are two rules.
    name: 'AbnormalBrightnessDark',
    requirement: 'D1 (000)',
    severity: 'info',
    component: 'data',
    expression: metric('drift_image_brightness'),
    comparator: '<',
    threshold: 40,
    digits: 0,
    for_s: 2 * MINUTE,
    series: 'brightness',
    bounds: GREY,
    summary: 'The images are very dark',
    description: 'The mean brightness of the current window is {value} of 255, below {threshold}.',
    runbook: {
      means: 'Whatever the reference looks like: in images this dark hardly any detector works.',
      ...BRIGHTNESS,
    },
  },
  {
    name: 'AbnormalBrightnessBright',
    requirement: 'D1 (000)',
    severity: 'info',
    component: 'data',
    expression: metric('drift_image_brightness'),
    comparator: '>',
    threshold: 220,
    digits: 0,
    for_s: 2 * MINUTE,
    series: 'brightness',
    bounds: GREY,
    summary: 'The images are very bright',
    description: 'The mean brightness of the current window is {value} of 255, above {threshold}.',
    runbook: { means: 'Whatever the reference looks like: images this bright are mostly overexposed.', ...BRIGHTNESS },
  },
  {
    // "Data quality notices" of 000, first part: figures that could not be had of an image.
    name: 'DataQualityMissingValues',
    requirement: 'D1 (000)',
    severity: 'info',
    component: 'data',
    expression: metric('drift_feature_alarm', is('feature', 'missing')),
    comparator: '==',
    threshold: 1,
    digits: 0,
    for_s: 0,
    bounds: FLAG,
    summary: 'More images than before lack a figure',
    description:
      'The share of images without some figure (no detection, mostly) has changed, confirmed by a second window.',
    runbook: {
      means:
        'A test of two proportions finds another share of incomplete samples than in the reference. An image without detections has no confidence, for instance.',
      look: 'Drift, feature `missing`; then which feature lacks values.',
      act: 'Look at such images in History. Empty pictures point to the camera, pictures with undetected objects to the model.',
    },
  },
  {
    // Second part: images that could not be used at all.
    name: 'DataQualityUnreadableImages',
    requirement: 'D1 (000)',
    severity: 'info',
    component: 'data',
    expression: scale(100, divide(UNREADABLE, add(UNREADABLE, sum(rate('images_processed_total', 5 * MINUTE))))),
    comparator: '>',
    threshold: 5,
    unit: '%',
    digits: 1,
    for_s: 5 * MINUTE,
    series: 'errors',
    bounds: PERCENT,
    summary: 'Many images cannot be read',
    description: '{value} of the images that come are broken, too large or no images; {threshold} are allowed.',
    runbook: {
      means: 'The share of images refused for what they are, over five minutes.',
      look: 'The log of component `http`: `image_unreadable`, `image_too_large` and `unsupported_media_type` name the reason.',
      act: 'Mend the program that sends them: files cut off while being written, a format that is not read, pictures beyond the limit.',
    },
  },
]);
