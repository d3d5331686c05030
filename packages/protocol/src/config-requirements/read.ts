// What administrators require: settings that nobody below them can change. Null is no requirement.
import type { Static } from 'typebox';
import { ApprovalsReviewer, AskForApproval } from '../config/approval-policy.ts';
import { ForcedLoginMethod } from '../config/config.ts';
import { PathUri } from '../config/paths.ts';
import { SandboxMode } from '../config/sandbox.ts';
import { WebSearchMode } from '../config/web-search.ts';
import { ReasoningEffort } from '../model/reasoning.ts';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { BrowserUseRequirements, ComputerUseRequirements, InAppBrowserRequirements } from './computer-use.ts';
import { ManagedHooksRequirements } from './hooks.ts';
import { ApplicationRequirements, NetworkRequirements } from './network.ts';
import { OtelRequirements } from './otel.ts';

/** Where sign-in credentials are kept. */
export const CliAuthCredentialsStoreMode = stringEnum(['file', 'keyring', 'auto', 'ephemeral']);
export type CliAuthCredentialsStoreMode = Static<typeof CliAuthCredentialsStoreMode>;

/** How commands are confined on Windows. */
export const WindowsSandboxImplementation = stringEnum(['elevated', 'unelevated', 'mxc']);
export type WindowsSandboxImplementation = Static<typeof WindowsSandboxImplementation>;

/** Rules for automatic approval reviews. */
export const AutoReviewRequirements = struct('AutoReviewRequirements', {
  /** Models with which reviews cannot be turned off. */
  requiredOnModels: nullish(Type.Array(Type.String())),
  ignoreRules: nullish(Type.Array(Type.String())),
});
export type AutoReviewRequirements = Static<typeof AutoReviewRequirements>;

/** Whether feedback may be sent. */
export const FeedbackRequirements = struct('FeedbackRequirements', {
  enabled: nullish(Type.Boolean()),
});
export type FeedbackRequirements = Static<typeof FeedbackRequirements>;

/** What new threads start with unless told otherwise. */
export const NewThreadModelDefaults = struct('NewThreadModelDefaults', {
  model: nullish(Type.String()),
  modelReasoningEffort: nullish(ReasoningEffort),
  serviceTier: nullish(Type.String()),
});
export type NewThreadModelDefaults = Static<typeof NewThreadModelDefaults>;

/** Rules for models. */
export const ModelsRequirements = struct('ModelsRequirements', {
  newThread: nullish(NewThreadModelDefaults),
});
export type ModelsRequirements = Static<typeof ModelsRequirements>;

/** The region that must process requests. */
export const ResidencyRequirement = Type.Literal('us');
export type ResidencyRequirement = Static<typeof ResidencyRequirement>;

/** All requirements together. */
export const ConfigRequirements = struct('ConfigRequirements', {
  /** The only provider to use. */
  modelProvider: nullish(Type.String()),
  /** Definitions of providers with the keys of config.toml. */
  modelProviders: nullish(Type.Record(Type.String(), Type.Unknown())),
  /** The ways to sign in that remain; an empty list allows none. */
  allowedLoginMethods: nullish(Type.Array(ForcedLoginMethod)),
  cliAuthCredentialsStore: nullish(CliAuthCredentialsStoreMode),
  chatgptBaseUrl: nullish(Type.String()),
  additionalDeveloperInstructions: nullish(Type.String()),
  allowedApprovalPolicies: nullish(Type.Array(AskForApproval)),
  allowedApprovalsReviewers: nullish(Type.Array(ApprovalsReviewer)),
  allowedSandboxModes: nullish(Type.Array(SandboxMode)),
  allowedWindowsSandboxImplementations: nullish(Type.Array(WindowsSandboxImplementation)),
  /** By profile id, whether it may be chosen. */
  allowedPermissionProfiles: nullish(Type.Record(Type.String(), Type.Boolean())),
  /** The permission profile that holds when none is chosen. */
  defaultPermissions: nullish(Type.String()),
  allowedWebSearchModes: nullish(Type.Array(WebSearchMode)),
  allowManagedHooksOnly: nullish(Type.Boolean()),
  allowBrowserAndComputerUse: nullish(Type.Boolean()),
  allowAppshots: nullish(Type.Boolean()),
  allowRemoteControl: nullish(Type.Boolean()),
  computerUse: nullish(ComputerUseRequirements),
  browserUse: nullish(BrowserUseRequirements),
  inAppBrowser: nullish(InAppBrowserRequirements),
  /** By feature name, whether it must be on or off. */
  featureRequirements: nullish(Type.Record(Type.String(), Type.Boolean())),
  hooks: nullish(ManagedHooksRequirements),
  enforceResidency: nullish(ResidencyRequirement),
  network: nullish(NetworkRequirements),
  application: nullish(ApplicationRequirements),
  autoReview: nullish(AutoReviewRequirements),
  models: nullish(ModelsRequirements),
  /** The folder of databases. */
  sqliteHome: nullish(PathUri),
  logDir: nullish(PathUri),
  modelCatalogJson: nullish(PathUri),
  checkForUpdateOnStartup: nullish(Type.Boolean()),
  allowLoginShell: nullish(Type.Boolean()),
  feedback: nullish(FeedbackRequirements),
  otel: nullish(OtelRequirements),
});
export type ConfigRequirements = Static<typeof ConfigRequirements>;

/** What is required; null when nothing is. */
export const ConfigRequirementsReadResponse = struct('ConfigRequirementsReadResponse', {
  /** Whether each fast mode has a rule of its own, rather than one for both. */
  supportsIndependentSpeedModes: nullish(Type.Boolean()),
  requirements: nullish(ConfigRequirements),
});
export type ConfigRequirementsReadResponse = Static<typeof ConfigRequirementsReadResponse>;
