import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { chooseImagesThen, takeDrop } from '../detect/intake.ts';
import { useIntakeKeys } from '../detect/use-window-intake.ts';
import { takeModelFiles } from '../models/load-jobs.ts';

const isModel = ({ name }: { name: string }) => /\.onnx$/i.test(name);

/** Images and models taken from this page: each goes where it is worked on, and so does the user. */
export function useOverviewIntake() {
  const [, navigate] = useLocation();
  const toDetect = useCallback(() => navigate('/detect'), [navigate]);
  const takeDropped = useCallback(
    (transfer: DataTransfer) => {
      const files = [...transfer.files];
      if (files.some(isModel)) {
        takeModelFiles(files);
        navigate('/models');
      } else {
        takeDrop(transfer);
        toDetect();
      }
    },
    [navigate, toDetect],
  );
  useIntakeKeys(toDetect);
  return { takeDropped, chooseImages: useCallback(() => chooseImagesThen(toDetect), [toDetect]) };
}
