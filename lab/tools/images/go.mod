module play/lab/tools/images

go 1.26.0
