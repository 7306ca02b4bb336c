import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { fileName } from '../components/format.ts';
import { toastProblem } from '../components/undo-toast.tsx';
import { detectFiles } from '../features/detect/detect-queue.ts';
import { isImageName } from '../features/detect/image-files.ts';
import { takeOpenedPaths } from '../features/models/load-jobs.ts';
import { desktop } from './desktop.ts';

/** In the desktop shell: what the user opens outside the page. A model is loaded, images are detected, a page is shown. */
export function useOpened(): void {
  const [, navigate] = useLocation();
  useEffect(() => {
    const shell = desktop();
    return shell?.onOpened((opened) => {
      if (opened.kind === 'page') return navigate(opened.path);
      const { paths } = opened;
      if (takeOpenedPaths(paths)) return navigate('/models');
      const images = paths.filter((path) => isImageName(fileName(path)));
      if (images.length === 0) return;
      navigate('/detect');
      Promise.all(images.map(async (path) => new File([await shell.readGranted(path)], fileName(path))))
        .then((files) => detectFiles(files.map((file) => ({ file, path: file.name }))))
        .catch(toastProblem);
    });
  }, [navigate]);
}
