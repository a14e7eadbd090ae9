# Completion of ddbstream's command line in bash. -*- shell-script -*-

_ddbstream()
{
    local commands='inspect log plain diff records check'
    local options='--errors= --shape= --max-depth= --max-string= --max-record= --max-attributes=
        --max-records= --no-progress --help --version'
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=

    # Bash cuts words at "=", which then is a word itself.
    if [[ $word == '=' ]]; then
        word=
    elif [[ $before == '=' ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi

    COMPREPLY=()
    case ${COMP_WORDS[1]} in
        inspect | log | plain | diff | records) options+=' --where= --table= --select= --redact=' ;;
    esac
    case ${COMP_WORDS[1]} in
        log) options+=' --pretty --timestamp=' ;;
        records) options+=' --keep-unknown' ;;
    esac
    case $before in
        --errors) words='text json' ;;
        --shape) words='lambda streams kinesis pipes record s3-export failure any' ;;
        --where)
            words='tableName= eventName= eventID= eventVersion= eventSource= eventSourceARN=
                awsRegion= sequenceNumber= checkpoint= streamViewType='
            ;;
        eventName) words='INSERT MODIFY REMOVE' ;;
        --timestamp | --table | --select | --redact | --max-*) return ;;
        *)
            if ((COMP_CWORD == 1)); then
                words="$commands --help --version"
            elif [[ $word == -* ]]; then
                words=$options
            fi
            ;;
    esac

    # shellcheck disable=SC2207 # words without spaces
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
    return 0
}

# With no word of its own to offer, bash offers files.
complete -o default -F _ddbstream ddbstream
