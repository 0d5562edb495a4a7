/**
 * Images of containers from registries to the controller, by the registries' own protocol (OCI distribution), and what
 * they are as one file. No module of its own.
 */
@NullMarked
package play.modules.registry;

import org.jspecify.annotations.NullMarked;
