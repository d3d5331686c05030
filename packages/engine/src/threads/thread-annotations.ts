// What clients keep about threads beside the history: names, single facts, goals, queues, and where threads stand.
import type { ThreadStore } from '../engine.ts';
import { nameThread } from './name-thread.ts';
import { threadAttachments } from './thread-attachments.ts';
import { threadGoals } from './thread-goals.ts';
import { setMemoryMode, updateMetadata, updateReadState } from './thread-metadata.ts';
import { threadProjects } from './thread-projects.ts';
import { threadQueue } from './thread-queue.ts';
import { threadSections } from './thread-sections.ts';
import type { World } from './world.ts';

type Annotations = Pick<
  ThreadStore,
  | 'setName'
  | 'updateMetadata'
  | 'setMemoryMode'
  | 'updateReadState'
  | 'goals'
  | 'queue'
  | 'sections'
  | 'projects'
  | 'attachments'
>;

export function threadAnnotations(world: World): Annotations {
  return {
    setName: (params) => nameThread(world, params),
    updateMetadata: (params) => updateMetadata(world, params),
    setMemoryMode: (params) => setMemoryMode(world, params),
    updateReadState: (params) => updateReadState(world, params),
    goals: threadGoals(world),
    queue: threadQueue(world),
    sections: threadSections(world),
    projects: threadProjects(world),
    attachments: threadAttachments(world),
  };
}
