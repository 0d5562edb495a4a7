/** What nearly every module needs that has to do with files: paths, wanted files and attributes, the plan for them. */
@NullMarked
package play.files;

import org.jspecify.annotations.NullMarked;
